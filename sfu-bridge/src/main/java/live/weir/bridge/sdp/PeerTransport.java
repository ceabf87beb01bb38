package live.weir.bridge.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one transport that all m-lines of a session share, seen from this side.
 *
 * @param credentials of the peer
 * @param fingerprints of the peer's certificate, strong ones only; one must match
 * @param role of this side in DTLS
 * @param candidates of the peer, as far as it has named them
 * @param lite whether the peer only answers checks
 */
public record PeerTransport(
        IceCredentials credentials,
        List<Fingerprint> fingerprints,
        DtlsRole role,
        CandidateList candidates,
        boolean lite) {

    public PeerTransport {
        fingerprints = List.copyOf(fingerprints);
    }

    /** Of the m-line that stands for the bundle. */
    static PeerTransport of(SessionDescription peers, MediaDescription tagged, DtlsRole role) {
        TransportDescription said = peers.transportOf(tagged);
        IceCredentials credentials = said.credentials();
        if (credentials == null) {
            throw new SdpException("There is no a=ice-ufrag and a=ice-pwd for the bundle.");
        }
        List<Fingerprint> strong =
                said.fingerprints().stream().filter(Fingerprint::isStrong).toList();
        if (strong.isEmpty()) {
            throw new SdpException("There is no a=fingerprint of sha-256 or stronger for the bundle.");
        }
        return new PeerTransport(credentials, strong, role, tagged.candidates(), peers.iceLite());
    }

    PeerTransport with(IceCredentials anew) {
        return new PeerTransport(anew, fingerprints, role, candidates, lite);
    }

    /** Whether these credentials ask for an ICE restart (RFC 8839 §4.4.1.1.1): both parts are new then. */
    public boolean isRestartedBy(@Nullable IceCredentials next) {
        return next != null && !next.equals(credentials);
    }

    /** Whether a later offer no longer names these credentials: this side then answers with new ones of its own. */
    public boolean isRestartedBy(SessionDescription offer) {
        return offer.media().stream()
                .filter(media -> !media.isOut() && media.kind() != MediaKind.OTHER)
                .noneMatch(media -> credentials.equals(offer.transportOf(media).credentials()));
    }
}
