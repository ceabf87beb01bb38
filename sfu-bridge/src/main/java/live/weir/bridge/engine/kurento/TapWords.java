package live.weir.bridge.engine.kurento;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.sdp.MediaDescription;
import live.weir.bridge.sdp.SdpException;
import live.weir.bridge.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;

/** The offer that an {@code RtpEndpoint} is made for a tap, and its answer. Plain RTP, each track on ports of its own. */
final class TapWords {

    /** Literals only: a name would have to be looked up, and whoever answers might be anybody. */
    private static final Pattern ADDRESS = Pattern.compile("(?m)^c=IN IP[46] ([0-9a-fA-F:.]{2,45})");

    private TapWords() {}

    /** Each track in the one codec that it comes in; with feedback, so that losses and lost pictures can be told. */
    static String offer(String address, List<SiftedOffer.Track> tracks, List<TapSocket> sockets) {
        String family = address.contains(":") ? "IP6" : "IP4";
        StringBuilder text = new StringBuilder("v=0\r\no=- 1 1 IN " + family + " " + address + "\r\ns=-\r\nc=IN "
                + family + " " + address + "\r\nt=0 0\r\n");
        for (int i = 0; i < tracks.size(); i++) {
            SiftedOffer.Track track = tracks.get(i);
            int type = track.payloadType();
            text.append("m=" + (track.isVideo() ? "video " : "audio ")
                            + sockets.get(i).port() + " RTP/AVPF " + type + "\r\n")
                    .append("a=rtpmap:" + type + " " + track.codec().name() + "/"
                            + track.codec().clockRate())
                    .append(track.codec().channels() > 1 ? "/" + track.codec().channels() : "")
                    .append("\r\n");
            if (track.isVideo()) {
                text.append("a=rtcp-fb:" + type + " nack\r\na=rtcp-fb:" + type + " nack pli\r\n");
                String parameters = parameters(track);
                if (!parameters.isEmpty()) {
                    text.append("a=fmtp:" + type + " " + parameters + "\r\n");
                }
            }
            text.append("a=recvonly\r\n");
        }
        return text.toString();
    }

    private static String parameters(SiftedOffer.Track track) {
        return String.join(
                ";",
                track.codec().parameters().entrySet().stream()
                        .map(one -> one.getValue().isEmpty() ? one.getKey() : one.getKey() + "=" + one.getValue())
                        .toList());
    }

    /** Where a track comes from, and the SSRC that was announced for it; null without. */
    record Answered(InetSocketAddress remote, @Nullable Integer ssrc) {}

    static List<Answered> answer(String text, int tracks) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.find()) {
            throw new MediaException(Reason.FAILED, "The media server does not say where its packets come from.");
        }
        try {
            InetAddress remote = InetAddress.getByName(address.group(1)); // a literal: nothing is looked up
            List<MediaDescription> media = SessionDescription.parse(text).media();
            if (media.size() != tracks
                    || media.stream().anyMatch(one -> one.line().port() == 0)) {
                throw new MediaException(Reason.FAILED, "The media server does not send what the tap asks for.");
            }
            return media.stream()
                    .map(one -> new Answered(
                            new InetSocketAddress(remote, one.line().port()),
                            one.sources().isEmpty()
                                    ? null
                                    : (int) one.sources().get(0).ssrc()))
                    .toList();
        } catch (SdpException | UnknownHostException garbage) {
            throw new MediaException(Reason.FAILED, "The media server's answer to a tap cannot be read.", garbage);
        }
    }
}
