package live.weir.platform.web.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.netty.NettyPipeline;

/**
 * Closes in two steps (RFC 9112 §9.6): says that nothing more will come, reads on for a moment what the client is still
 * sending, and closes once the client has, or time is up. What is read is thrown away by whoever called. Nothing may be
 * waiting to be written.
 */
final class LingeringClose {

    private LingeringClose() {}

    static void start(ChannelHandlerContext context, ChannelPromise promise, Duration time) {
        Channel channel = context.channel();
        Runnable close = () -> context.close().addListener(closed -> promise.trySuccess());
        ScheduledFuture<?> end = context.executor().schedule(close, time.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> {
            end.cancel(false);
            promise.trySuccess();
        });
        // Over TLS, half a close would lack its close_notify and look like a cut.
        if (channel instanceof DuplexChannel duplex && context.pipeline().get(NettyPipeline.SslHandler) == null) {
            duplex.shutdownOutput().addListener(shut -> channel.config().setAutoRead(true));
        } else {
            channel.config().setAutoRead(true);
        }
    }
}
