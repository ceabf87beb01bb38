package live.weir.load.rtc;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import live.weir.load.media.VideoCodec;

/** A peer's own descriptions, by template. */
final class LocalDescription {

    static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";
    static final String SEND_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";
    static final String TRANSPORT_CC = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    static final int OPUS = 111;
    private static final int VP8 = 96;
    private static final int H264 = 102;

    private final IceLogin login;
    private final String fingerprint;
    private final InetSocketAddress address;

    LocalDescription(IceLogin login, String fingerprint, InetSocketAddress address) {
        this.login = login;
        this.fingerprint = fingerprint;
        this.address = address;
    }

    static int number(VideoCodec codec) {
        return codec == VideoCodec.VP8 ? VP8 : H264;
    }

    /** To watch, with room for so many performers. */
    String watching(int performers) {
        StringBuilder mids = new StringBuilder();
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < performers; i++) {
            String audio = Integer.toString(2 * i);
            String video = Integer.toString(2 * i + 1);
            mids.append(' ').append(audio).append(' ').append(video);
            body.append(sound(audio, "recvonly", "actpass"));
            body.append(picture(video, "recvonly", "actpass", List.of(VideoCodec.VP8, VideoCodec.H264), true));
        }
        return session(mids) + body;
    }

    String publishing(VideoCodec codec, int audioSource, int videoSource) {
        return session(" 0 1")
                + sound("0", "sendonly", "actpass")
                + source(audioSource, "sound")
                + picture("1", "sendonly", "actpass", List.of(codec), false)
                + source(videoSource, "picture");
    }

    private static String source(int number, String track) {
        String ssrc = "a=ssrc:" + Integer.toUnsignedString(number);
        return "a=msid:weir-load " + track + "\r\n" + ssrc + " cname:weir-load\r\n" + ssrc + " msid:weir-load " + track
                + "\r\n";
    }

    /** Takes all that a server offers (Janus offers to its viewers) in the codecs that are known here. */
    String answering(RemoteDescription offer) {
        StringBuilder mids = new StringBuilder();
        StringBuilder body = new StringBuilder();
        for (RemoteMedia media : offer.media()) {
            mids.append(' ').append(media.mid());
            body.append(answer(media));
        }
        return session(mids) + body;
    }

    private String answer(RemoteMedia media) {
        String codec = media.isVideo() ? (media.format("vp8/") >= 0 ? "vp8/" : "h264/") : "opus/";
        int number = media.format(codec);
        if (number < 0 || media.refused()) {
            return "m=" + media.kind() + " 0 UDP/TLS/RTP/SAVPF " + Math.max(number, 0)
                    + "\r\nc=IN IP4 0.0.0.0\r\na=mid:" + media.mid() + "\r\na=inactive\r\n";
        }
        StringBuilder text =
                new StringBuilder(head(media.kind(), Integer.toString(number), media.mid(), "recvonly", "active"));
        text.append("a=rtpmap:" + number + " " + media.codecs().get(number) + "\r\n");
        if (media.isVideo()) {
            text.append(feedback(number, media.extension(TRANSPORT_CC) > 0));
        }
        if (media.extension(TRANSPORT_CC) > 0) {
            text.append("a=extmap:" + media.extension(TRANSPORT_CC) + " " + TRANSPORT_CC + "\r\n");
        }
        return text.toString();
    }

    private static String session(CharSequence mids) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE" + mids
                + "\r\na=msid-semantic: WMS *\r\n";
    }

    private String sound(String mid, String direction, String setup) {
        return head("audio", Integer.toString(OPUS), mid, direction, setup)
                + "a=rtpmap:" + OPUS + " opus/48000/2\r\n"
                + "a=fmtp:" + OPUS + " minptime=10;useinbandfec=1\r\n"
                + "a=rtcp-fb:" + OPUS + " transport-cc\r\n";
    }

    private String picture(String mid, String direction, String setup, List<VideoCodec> codecs, boolean repairs) {
        StringBuilder formats = new StringBuilder();
        StringBuilder lines = new StringBuilder();
        for (VideoCodec codec : codecs) {
            int number = number(codec);
            formats.append(formats.isEmpty() ? "" : " ").append(number);
            lines.append("a=rtpmap:" + number + " " + codec.name().toUpperCase(Locale.ROOT) + "/90000\r\n");
            if (codec == VideoCodec.H264) {
                lines.append("a=fmtp:" + number
                        + " level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n");
            }
            lines.append(feedback(number, true));
            if (repairs) {
                formats.append(' ').append(number + 1);
                lines.append("a=rtpmap:" + (number + 1) + " rtx/90000\r\na=fmtp:" + (number + 1) + " apt=" + number
                        + "\r\n");
            }
        }
        return head("video", formats.toString(), mid, direction, setup) + lines;
    }

    private static String feedback(int number, boolean transport) {
        String start = "a=rtcp-fb:" + number + " ";
        return start + "nack\r\n" + start + "nack pli\r\n" + start + "ccm fir\r\n"
                + (transport ? start + "transport-cc\r\n" : "");
    }

    private String head(String kind, String formats, String mid, String direction, String setup) {
        return "m=" + kind + " 9 UDP/TLS/RTP/SAVPF " + formats
                + "\r\nc=IN IP4 0.0.0.0\r\na=rtcp-mux\r\na=rtcp-rsize\r\n"
                + "a=ice-ufrag:" + login.ufrag() + "\r\na=ice-pwd:" + login.password() + "\r\na=fingerprint:sha-256 "
                + fingerprint + "\r\na=setup:" + setup + "\r\n" + candidate() + "a=mid:" + mid + "\r\na=" + direction
                + "\r\n"
                + (setup.equals("active")
                        ? ""
                        : "a=extmap:1 " + MID + "\r\na=extmap:2 " + SEND_TIME + "\r\na=extmap:3 " + TRANSPORT_CC
                                + "\r\n");
    }

    private String candidate() {
        return "a=candidate:1 1 udp 2130706431 " + address.getAddress().getHostAddress() + " " + address.getPort()
                + " typ host\r\na=end-of-candidates\r\n";
    }
}
