package live.weir.bridge.transport;

import java.security.GeneralSecurityException;

/** Both directions of a peer's media, as the handshake gave their keys. */
record SrtpKeys(SrtpProfile profile, SrtpSender sender, SrtpReceiver receiver) {

    static SrtpKeys of(SrtpProfile profile, byte[] exported, DtlsRole role, DropCounters drops) {
        SrtpMasterKey client = SrtpMasterKey.ofClient(profile, exported);
        SrtpMasterKey server = SrtpMasterKey.ofServer(profile, exported);
        SrtpMasterKey ours = role == DtlsRole.CLIENT ? client : server;
        SrtpMasterKey theirs = role == DtlsRole.CLIENT ? server : client;
        try {
            return new SrtpKeys(
                    profile,
                    new SrtpSender(SrtpTransform.forSealing(profile, ours), drops),
                    new SrtpReceiver(SrtpTransform.forOpening(profile, theirs), drops));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks a cipher of " + profile, e);
        } finally {
            client.wipe();
            server.wipe();
        }
    }

    void forget() {
        sender.forgetKeys();
        receiver.forgetKeys();
    }
}
