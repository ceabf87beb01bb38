package live.weir.bridge.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a session or an m-line says of ICE and DTLS. Either may leave out what the other says. */
public record TransportDescription(
        @Nullable IceCredentials credentials,
        List<String> iceOptions,
        List<Fingerprint> fingerprints,
        @Nullable Setup setup) {

    static final TransportDescription NONE = new TransportDescription(null, List.of(), List.of(), null);

    public TransportDescription {
        iceOptions = List.copyOf(iceOptions);
        fingerprints = List.copyOf(fingerprints);
    }

    /** An m-line's words win over its session's (RFC 8866 §5.13). */
    TransportDescription over(TransportDescription session) {
        return new TransportDescription(
                credentials == null ? session.credentials : credentials,
                iceOptions.isEmpty() ? session.iceOptions : iceOptions,
                fingerprints.isEmpty() ? session.fingerprints : fingerprints,
                setup == null ? session.setup : setup);
    }

    boolean trickles() {
        return iceOptions.contains("trickle");
    }
}
