package live.weir.bridge.contract;

import java.time.Duration;
import java.util.Arrays;
import live.weir.bridge.engine.IceCredentials;
import live.weir.bridge.peer.LinkConditions;
import live.weir.bridge.peer.PeerCredentials;
import live.weir.bridge.peer.TestPeer;
import live.weir.bridge.peer.TestPeerSettings;
import live.weir.bridge.rtp.RtcpWriter;

/** A client's end of one session, publishing or watching. */
public abstract class Client implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ROOM = 1200;

    private PeerCredentials credentials = PeerCredentials.random();
    private final TestPeer peer = TestPeer.create(TestPeerSettings.of(credentials));
    private final byte[] rtcp = new byte[ROOM];
    private final RtcpWriter writer = new RtcpWriter();
    private volatile boolean connected;

    Client() {
        peer.onRtp(this::receiveRtp);
        peer.onRtcp(this::receiveRtcp);
    }

    ClientWords words() {
        return new ClientWords(credentials.localUfrag(), credentials.localPassword(), peer.fingerprint("SHA-256"));
    }

    /** Takes the server's description, and meets it there. */
    public void connect(String description) {
        begin(description, false);
        peer.awaitConnected(PATIENCE);
        connected = true;
    }

    public void connectTcp(String description) {
        begin(description, true);
        peer.awaitConnected(PATIENCE);
        connected = true;
    }

    /** Begins to meet the server, without waiting. */
    void begin(String description, boolean tcp) {
        ServerWords server = ServerWords.of(description);
        agree(server);
        credentials = new PeerCredentials(
                credentials.localUfrag(), credentials.localPassword(), server.ufrag(), server.password());
        peer.restartIce(credentials);
        if (server.setup().equals("active")) {
            peer.awaitHandshake();
        }
        if (tcp) {
            peer.connectTcp(server.address());
        } else {
            peer.connectUdp(server.address());
        }
    }

    abstract void agree(ServerWords server);

    abstract void receiveRtp(byte[] packet);

    abstract void receiveRtcp(byte[] packet);

    /** Called every now and then while the client is there. */
    abstract void tick(long now);

    public TestPeer peer() {
        return peer;
    }

    boolean isConnected() {
        return connected;
    }

    /** New credentials of ours; {@link #restarted} takes the server's. */
    public IceCredentials newCredentials() {
        PeerCredentials fresh = PeerCredentials.random();
        return new IceCredentials(fresh.localUfrag(), fresh.localPassword());
    }

    public void restarted(IceCredentials ours, IceCredentials theirs) {
        credentials = new PeerCredentials(
                ours.usernameFragment(), ours.password(), theirs.usernameFragment(), theirs.password());
        peer.restartIce(credentials);
    }

    public void impair(LinkConditions conditions) {
        peer.impair(conditions);
    }

    /** What a client writes into a compound packet. */
    interface Words {
        void write(RtcpWriter writer);
    }

    void sendRtcp(Words words) {
        byte[] packet;
        synchronized (writer) {
            words.write(writer.into(rtcp, 0, ROOM));
            packet = Arrays.copyOf(rtcp, writer.length());
        }
        if (packet.length > 0) {
            peer.sendRtcp(packet);
        }
    }

    public void vanish() {
        connected = false;
        peer.vanish();
    }

    /** With a goodbye. */
    @Override
    public void close() {
        connected = false;
        peer.close();
    }
}
