package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Candidates that follow a description, {@code application/trickle-ice-sdpfrag} (RFC 8840 §9). With credentials unlike the last ones it
 * asks for an ICE restart (RFC 9725 §4.4).
 *
 * @param credentials of the peer, wherever in the fragment they stand
 * @param complete whether the peer says for all m-lines that no more candidates will come
 */
public record TrickleFragment(@Nullable IceCredentials credentials, List<Media> media, boolean complete) {

    public static final String MEDIA_TYPE = "application/trickle-ice-sdpfrag";

    public TrickleFragment {
        media = List.copyOf(media);
    }

    /** What trickles for one m-line. */
    public record Media(MediaLine line, String mid, CandidateList candidates) {

        /** Of this side; kind, port and format only fill the line (RFC 8840 §9.2). */
        public static Media of(MediaKind kind, String mid, CandidateList candidates) {
            MediaLine line = new MediaLine(kind.word(), MediaLine.FOUND_BY_ICE, "RTP/AVP", List.of("0"));
            return new Media(line, mid, candidates);
        }
    }

    /** @throws SdpException naming the first line that breaks a rule */
    public static TrickleFragment parse(String text) {
        return new TrickleReader().read(SdpLine.split(text));
    }

    /** The fragment as it goes over the wire. */
    public String text() {
        return new SdpWriter().write(this);
    }

    /** All candidates: m-lines of a bundle share one transport, whichever they are written under. */
    public List<IceCandidate> candidates() {
        List<IceCandidate> all = new ArrayList<>();
        media.forEach(one -> all.addAll(one.candidates().candidates()));
        return all;
    }
}
