package live.weir.bridge.transport;

import java.util.List;

/**
 * What signaling agreed on with a peer.
 *
 * @param localUfrag ours; unique on the port, for it leads a check to its peer
 * @param localPassword ours; the peer's checks are authenticated with it
 * @param remoteFingerprints of the certificate that the peer will show; one of them must match
 * @param role ours
 */
public record PeerSettings(
        String localUfrag,
        String localPassword,
        String remoteUfrag,
        List<Fingerprint> remoteFingerprints,
        DtlsRole role) {

    public PeerSettings {
        remoteFingerprints = List.copyOf(remoteFingerprints);
        if (remoteFingerprints.stream().noneMatch(Fingerprint::isSupported)) {
            throw new IllegalArgumentException("no fingerprint with SHA-256 or better among " + remoteFingerprints);
        }
    }

    IceLogin login() {
        return new IceLogin(localUfrag, localPassword, remoteUfrag);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "PeerSettings[" + localUfrag + ':' + remoteUfrag + ", " + role + ']';
    }
}
