package live.weir.bridge.engine.kurento;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** The event loops of this engine: few, since they carry commands and taps only. */
final class NetworkThreads {

    private static final int COUNT = 2;
    private static final Duration AT_MOST = Duration.ofSeconds(5);

    private final LoopResources loops = LoopResources.create("weir-kurento", COUNT, true);
    private final EventLoopGroup group = loops.onClient(LoopResources.DEFAULT_NATIVE);

    LoopResources loops() {
        return loops;
    }

    EventLoop next() {
        return group.next();
    }

    /** For UDP, on the loop of the caller's choice. */
    Bootstrap datagrams(EventLoop loop) {
        return new Bootstrap().group(loop).channel(loops.onChannelClass(DatagramChannel.class, group));
    }

    /** Without Netty's quiet time: by now every connection has been closed, and nobody brings new work. */
    Mono<Void> close() {
        return loops.disposeLater(Duration.ZERO, AT_MOST);
    }
}
