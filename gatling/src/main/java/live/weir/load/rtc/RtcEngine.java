package live.weir.load.rtc;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.load.media.Footage;

/** What the peers of a run share: event loops, a pool for handshakes, a certificate. */
public final class RtcEngine implements AutoCloseable {

    private final RtcSettings settings;
    private final Identity identity = new Identity();
    private final EventLoopGroup loops;
    private final ThreadPoolExecutor handshakes;
    private final AtomicInteger open = new AtomicInteger();
    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();

    public RtcEngine(RtcSettings settings) {
        this.settings = settings;
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.loops =
                new MultiThreadIoEventLoopGroup(settings.threads(), new DefaultThreadFactory("load-media", true), io);
        this.handshakes = new ThreadPoolExecutor(
                settings.handshakes(),
                settings.handshakes(),
                5,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.mostPeers()),
                RtcEngine::handshakeThread);
        handshakes.allowCoreThreadTimeOut(true);
    }

    /** No thread of Netty's, for those must not block. */
    private static Thread handshakeThread(Runnable work) {
        Thread thread = new Thread(work, "load-dtls");
        thread.setDaemon(true);
        return thread;
    }

    /** Watches; with room for so many performers. */
    public RtcPeer viewer(PeerListener listener, int performers) {
        return RtcPeer.viewer(this, listener, performers);
    }

    /** Performs. */
    public RtcPeer performer(PeerListener listener, Footage footage, int bitsPerSecond) {
        return RtcPeer.performer(this, listener, footage, bitsPerSecond);
    }

    /** Peers that are not closed yet. */
    public int peers() {
        return open.get();
    }

    /** What waits to be read in the peers' sockets. Blocks shortly: not for event loops. */
    public Unread unread() {
        return Unread.of(ports);
    }

    int sockets() {
        return ports.size();
    }

    void bound(int port) {
        ports.add(port);
    }

    void unbound(int port) {
        ports.remove(port);
    }

    RtcSettings settings() {
        return settings;
    }

    Identity identity() {
        return identity;
    }

    EventLoopGroup loops() {
        return loops;
    }

    Class<? extends DatagramChannel> channelType() {
        return Epoll.isAvailable() ? EpollDatagramChannel.class : NioDatagramChannel.class;
    }

    ExecutorService handshakes() {
        return handshakes;
    }

    void opened() {
        if (open.incrementAndGet() > settings.mostPeers()) {
            open.decrementAndGet();
            throw new RtcFailure(
                    "There are " + settings.mostPeers() + " peers already: raise -Dload.most to have more");
        }
    }

    void closed() {
        open.decrementAndGet();
    }

    @Override
    public void close() {
        handshakes.shutdownNow();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
