package live.weir.bridge.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One number, UDP and TCP, at which all peers are met: an ICE-lite agent (RFC 8445 §2.5), DTLS (RFC 5764) and SRTP
 * (RFC 3711) behind it.
 *
 * <p>A peer is registered when signaling knows its credentials; it is connected once its checks and its certificate
 * proved it. What comes from anybody else leaves no trace but a count.
 */
public final class MediaPort implements AutoCloseable {

    private static final long SHUTDOWN_SECONDS = 5;

    private final PortContext context;
    private final EventLoopGroup group;
    private final List<TransportCandidate> candidates;
    private final int port;

    private MediaPort(PortContext context, EventLoopGroup group, int port) {
        this.context = context;
        this.group = group;
        this.port = port;
        this.candidates = LocalCandidates.of(context.settings(), port);
    }

    /**
     * Blocks for a moment.
     *
     * @throws UncheckedIOException if the number is taken
     */
    public static MediaPort open(MediaPortSettings settings) {
        return open(settings, SocketKind.best());
    }

    static MediaPort open(MediaPortSettings settings, SocketKind kind) {
        PortContext context = PortContext.create(settings);
        int eventLoops = kind.isShared() ? settings.eventLoops() : 1;
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                eventLoops, new DefaultThreadFactory("weir-media", true), kind.handlers());
        for (EventExecutor eventLoop : group) {
            context.loops().add(new PortLoop((EventLoop) eventLoop, context));
        }
        try {
            MediaPort port = new MediaPort(context, group, new PortSockets(kind, group, context).bind());
            port.sweepRegularly();
            return port;
        } catch (UncheckedIOException e) {
            shutDown(context, group);
            throw e;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with its event loop
    private void sweepRegularly() {
        long period = context.settings().timings().sweep().toMillis();
        for (PortLoop loop : context.loops().all()) {
            loop.eventLoop().scheduleAtFixedRate(loop::sweep, period, period, TimeUnit.MILLISECONDS);
        }
    }

    public int port() {
        return port;
    }

    /** By falling priority within a protocol. */
    public List<TransportCandidate> candidates() {
        return candidates;
    }

    /** Of the certificate that this port shows in every handshake. */
    public Fingerprint fingerprint() {
        return context.workshop().fingerprint();
    }

    /**
     * Expects a peer. From any thread.
     *
     * @throws IllegalArgumentException if its local user name fragment is taken
     * @throws IllegalStateException if there are too many peers, or the port is closed
     */
    public PeerTransport register(PeerSettings settings, PeerHandler handler) {
        return new Peer(context, settings, handler);
    }

    public PortStatistics statistics() {
        Traffic traffic = new Traffic();
        traffic.add(context.departed());
        int connected = 0;
        for (Peer peer : context.registry().peers()) {
            traffic.add(peer.traffic());
            connected += peer.isConnected() ? 1 : 0;
        }
        return new PortStatistics(
                context.registry().peers().size(),
                connected,
                context.registry().routes(),
                context.connections().open(),
                context.workshop().handshakes().waiting(),
                traffic.packetsIn(),
                traffic.bytesIn(),
                traffic.packetsOut(),
                traffic.bytesOut(),
                context.drops().snapshot());
    }

    /** For how long an event loop has had more to read than it gets done, the worst of them; zero as a rule. */
    public long behindNanos() {
        long now = System.nanoTime();
        long worst = 0;
        for (PortLoop loop : context.loops().all()) {
            worst = Math.max(worst, loop.behindNanos(now));
        }
        return worst;
    }

    /** Share of the peers that there may be. */
    public double peersShare() {
        return (double) context.registry().peers().size() / context.settings().maximumPeers();
    }

    PortLoops loops() {
        return context.loops();
    }

    /** Credentials that a check may come with. */
    int registrations() {
        return context.registry().registrations();
    }

    /** Closes all peers, with a goodbye to each, and gives everything back. Blocks for a moment. */
    @Override
    public void close() {
        context.registry().close();
        List<Future<?>> closing = new ArrayList<>();
        for (PortLoop loop : context.loops().all()) {
            if (!loop.eventLoop().isShuttingDown()) {
                closing.add(loop.eventLoop().submit(loop::closePeers));
            }
        }
        closing.forEach(Future::awaitUninterruptibly);
        shutDown(context, group);
    }

    private static void shutDown(PortContext context, EventLoopGroup group) {
        context.workshop().close();
        group.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        context.loops().all().forEach(PortLoop::discard);
    }
}
