package live.weir.bridge.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import live.weir.bridge.peer.PeerCredentials;
import live.weir.bridge.peer.TestPeer;
import live.weir.bridge.peer.TestPeerSettings;

/** A peer and what the port knows of it. */
final class Meeting implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    final MediaPort port;
    final PeerCredentials credentials;
    final Gathering handler;
    final TestPeer peer;
    final PeerTransport transport;

    private Meeting(
            MediaPort port, TestPeer peer, PeerCredentials credentials, PeerSettings settings, Gathering handler) {
        this.handler = handler;
        this.port = port;
        this.peer = peer;
        this.credentials = credentials;
        this.transport = port.register(settings, handler);
    }

    static Meeting of(MediaPort port) {
        return of(port, settings -> settings, DtlsRole.SERVER);
    }

    static Meeting of(MediaPort port, UnaryOperator<TestPeerSettings> change, DtlsRole role) {
        return of(port, change, role, new Gathering());
    }

    static Meeting of(MediaPort port, UnaryOperator<TestPeerSettings> change, DtlsRole role, Gathering handler) {
        PeerCredentials credentials = PeerCredentials.random();
        TestPeer peer = TestPeer.create(change.apply(
                TestPeerSettings.of(credentials).expecting(port.fingerprint().value())));
        List<Fingerprint> fingerprints = List.of(new Fingerprint("sha-256", peer.fingerprint("SHA-256")));
        return new Meeting(port, peer, credentials, settings(credentials, fingerprints, role), handler);
    }

    static PeerSettings settings(PeerCredentials credentials, List<Fingerprint> fingerprints, DtlsRole role) {
        return new PeerSettings(
                /* localUfrag= */ credentials.remoteUfrag(),
                /* localPassword= */ credentials.remotePassword(),
                /* remoteUfrag= */ credentials.localUfrag(),
                fingerprints,
                role);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port.port());
    }

    Meeting connect() {
        peer.connectUdp(address());
        return awaitConnected();
    }

    Meeting awaitConnected() {
        peer.awaitConnected(PATIENCE);
        handler.awaitConnected();
        return this;
    }

    @Override
    public void close() {
        transport.close();
        peer.vanish();
    }
}
