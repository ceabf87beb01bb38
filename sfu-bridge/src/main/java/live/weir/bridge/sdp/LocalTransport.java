package live.weir.bridge.sdp;

import java.util.Comparator;
import java.util.List;

/**
 * What this side says of its own transport.
 *
 * @param sessionId for the {@code o=} line: random, 63 bits, the same for all descriptions of a session
 * @param candidates all of them: this side does not trickle
 * @param lite whether this side only answers ICE's checks (RFC 8445 §2.5)
 */
public record LocalTransport(
        long sessionId,
        IceCredentials credentials,
        List<Fingerprint> fingerprints,
        List<IceCandidate> candidates,
        boolean lite) {

    public LocalTransport {
        fingerprints = List.copyOf(fingerprints);
        candidates = List.copyOf(candidates);
    }

    TransportDescription described(Setup setup) {
        return new TransportDescription(credentials, List.of(), fingerprints, setup);
    }

    /** UDP first: FFmpeg reads one host candidate and gives up if that is TCP. */
    CandidateList candidateList() {
        List<IceCandidate> sorted = candidates.stream()
                .sorted(Comparator.comparing(one -> one.transport().equals("udp") ? 0 : 1))
                .toList();
        return new CandidateList(sorted, true);
    }
}
