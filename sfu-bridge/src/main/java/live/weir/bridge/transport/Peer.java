package live.weir.bridge.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One peer, from its registration to its end.
 *
 * <pre>
 *   EXPECTED ──first check──▶ CHECKED ──keys──▶ CONNECTED ──▶ CLOSED
 *       └────────────────────────┴── timeout, close, failure ──┘
 * </pre>
 *
 * <p>The event loop that its first check comes to owns it; all but its credentials and its owner belongs to that loop.
 */
final class Peer implements PeerTransport, DtlsAssociation.Listener {

    private enum State {
        EXPECTED,
        CHECKED,
        CONNECTED,
        CLOSED
    }

    private final PortContext context;
    private final GuardedHandler handler;
    private final PeerLogins logins;
    private final DtlsAssociation association;
    private final PeerPaths paths;
    private final PeerMedia media;
    private final long born = System.nanoTime();
    private final AtomicReference<@Nullable PortLoop> owner = new AtomicReference<>();
    private volatile State state = State.EXPECTED;
    private long packetsSeen;
    private long lastPacket = born;

    Peer(PortContext context, PeerSettings settings, PeerHandler handler) {
        this.context = context;
        this.handler = new GuardedHandler(handler, this::end);
        this.logins = new PeerLogins(this, context.registry());
        this.paths = new PeerPaths(this);
        this.media = new PeerMedia(paths, context.drops());
        this.association =
                new DtlsAssociation(settings.role(), context.workshop().agreement(settings), context.workshop(), this);
        logins.open(settings.login());
    }

    /** Makes the candidate the owner if there is none yet; returns the owner. From any thread. */
    PortLoop claim(PortLoop candidate) {
        PortLoop before = owner.compareAndExchange(null, candidate);
        return before == null ? candidate : before;
    }

    @Nullable
    PortLoop owner() {
        return owner.get();
    }

    private PortLoop knownOwner() {
        PortLoop loop = owner.get();
        if (loop == null) {
            throw new IllegalStateException("no event loop owns a peer before its first check");
        }
        return loop;
    }

    @Override
    public EventLoop loop() {
        return knownOwner().eventLoop();
    }

    Traffic traffic() {
        return media.traffic();
    }

    boolean isConnected() {
        return state == State.CONNECTED;
    }

    // What comes from the peer, on its event loop.

    /** An authenticated check; false if the path cannot be this peer's. */
    boolean checked(Registration proof, Outlet outlet, InetSocketAddress remote, boolean nominating) {
        if (state == State.CLOSED || !paths.checked(outlet, remote, nominating, System.nanoTime())) {
            return false;
        }
        if (state == State.EXPECTED) {
            state = State.CHECKED;
        }
        logins.proven(proof);
        association.reachable();
        return true;
    }

    void receiveDtls(byte[] datagram) {
        association.receive(datagram);
    }

    void receiveMedia(byte[] packet, int length) {
        if (state == State.CLOSED) {
            return;
        }
        boolean rtcp = length > 1 && RtpLayout.isRtcp(packet[1]);
        ByteBuf clear = media.open(packet, length, rtcp);
        if (clear == null) {
            return;
        }
        if (rtcp) {
            handler.rtcp(this, clear);
        } else {
            handler.rtp(this, clear);
        }
    }

    void readComplete() {
        if (state == State.CONNECTED) {
            handler.readComplete(this);
        }
    }

    void pathLost(Outlet outlet) {
        paths.lost(outlet);
    }

    // What comes from the threads of DTLS.

    @Override
    public void send(byte[] datagram) {
        PortLoop loop = knownOwner();
        loop.execute(() -> sendNow(loop, datagram));
    }

    /** Also for a closed peer: the goodbye. */
    private void sendNow(PortLoop loop, byte[] datagram) {
        Path path = paths.selected();
        if (path != null) {
            loop.send(path, datagram, datagram.length);
            loop.flushSoon();
        }
    }

    @Override
    public void established(SrtpKeys keys) {
        if (!knownOwner().execute(() -> connected(keys))) {
            keys.forget();
        }
    }

    private void connected(SrtpKeys keys) {
        if (state != State.CHECKED) {
            keys.forget();
            return;
        }
        media.start(keys);
        state = State.CONNECTED;
        handler.connected(this);
        receiveHeld();
    }

    private void receiveHeld() {
        byte[] packet = media.nextHeld();
        if (packet == null) {
            return;
        }
        for (; packet != null; packet = media.nextHeld()) {
            receiveMedia(packet, packet.length);
        }
        readComplete();
        knownOwner().flushSoon();
    }

    @Override
    public void ended(CloseCause cause) {
        knownOwner().execute(() -> end(cause));
    }

    // What the owner of the peer asks for.

    @Override
    public void sendRtp(byte[] header, int headerLength, byte[] payload, int payloadOffset, int payloadLength) {
        media.sendRtp(knownOwner(), header, headerLength, payload, payloadOffset, payloadLength);
    }

    @Override
    public void sendRtcp(byte[] packet, int offset, int length) {
        media.sendRtcp(knownOwner(), packet, offset, length);
    }

    @Override
    public void flush() {
        knownOwner().flushSoon();
    }

    @Override
    public void restartIce(String newLocalUfrag, String newLocalPassword, String newRemoteUfrag) {
        logins.restart(new IceLogin(newLocalUfrag, newLocalPassword, newRemoteUfrag));
    }

    @Override
    public void close() {
        PortLoop first = context.loops().first();
        claim(first).execute(() -> end(CloseCause.CLOSED_HERE));
    }

    @Override
    public PeerStatistics statistics() {
        Path path = paths.selected();
        Traffic traffic = media.traffic();
        return new PeerStatistics(
                path == null ? null : path.remote(),
                media.profile(),
                paths.moves(),
                traffic.packetsIn(),
                traffic.bytesIn(),
                traffic.packetsOut(),
                traffic.bytesOut());
    }

    // The end.

    /** Looks at the deadlines; on the owner's loop. */
    void sweep(long now) {
        IceTimings timings = context.settings().timings();
        if (state == State.CONNECTED) {
            long lastWanted = now - timings.consent().toNanos();
            notePackets(now);
            if (paths.lastCheck() - lastWanted < 0 && lastPacket - lastWanted < 0) {
                end(CloseCause.CONSENT_LOST);
            } else {
                paths.expire(lastWanted);
            }
        } else if (isOverdue(now)) {
            end(CloseCause.CONNECT_TIMEOUT);
        }
    }

    /**
     * Notes that the peer sent what only it can have sealed. Encoders that check no more once they are connected (FFmpeg's
     * WHIP muxer) consent by this. Only looked at when sweeping, so that it costs nothing per packet.
     */
    private void notePackets(long now) {
        long packets = media.traffic().packetsIn();
        if (packets != packetsSeen) {
            packetsSeen = packets;
            lastPacket = now;
        }
    }

    boolean isOverdue(long now) {
        return now - born > context.settings().timings().connect().toNanos();
    }

    /** On the owner's loop; only the first cause counts. */
    void end(CloseCause cause) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        logins.close();
        context.departed().add(media.traffic());
        association.leave();
        media.stop();
        paths.forget();
        knownOwner().disown(this);
        handler.closed(this, cause);
    }
}
