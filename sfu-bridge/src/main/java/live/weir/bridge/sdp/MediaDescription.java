package live.weir.bridge.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An m-line and what is said of it.
 *
 * @param bandwidth the values of {@code b=} lines, such as {@code AS:3000}
 * @param transport what this m-line itself says; {@link SessionDescription#transportOf} adds what its session says
 * @param payloads the formats that {@code a=rtpmap} explains, in the order of the m-line
 */
public record MediaDescription(
        MediaLine line,
        List<String> bandwidth,
        @Nullable String mid,
        Direction direction,
        TransportDescription transport,
        Multiplexing multiplexing,
        List<PayloadFormat> payloads,
        List<HeaderExtension> extensions,
        List<Msid> msids,
        List<Source> sources,
        List<SourceGroup> groups,
        List<Rid> rids,
        Simulcast simulcast,
        CandidateList candidates) {

    public MediaDescription {
        bandwidth = List.copyOf(bandwidth);
        payloads = List.copyOf(payloads);
        extensions = List.copyOf(extensions);
        msids = List.copyOf(msids);
        sources = List.copyOf(sources);
        groups = List.copyOf(groups);
        rids = List.copyOf(rids);
    }

    /**
     * How the m-line shares a transport.
     *
     * @param bundleOnly whether it is usable in its bundle only; its port may then be 0 in an offer (RFC 9143 §6)
     */
    public record Multiplexing(boolean rtcpMux, boolean reducedSize, boolean bundleOnly) {

        static final Multiplexing NONE = new Multiplexing(false, false, false);
    }

    public MediaKind kind() {
        return line.kind();
    }

    /** Whether the m-line is out of the session: refused in an answer, or taken back in an offer. */
    public boolean isOut() {
        return line.port() == 0 && !multiplexing.bundleOnly();
    }
}
