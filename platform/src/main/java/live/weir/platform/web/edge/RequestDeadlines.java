package live.weir.platform.web.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import live.weir.platform.web.edge.Refusals.Reason;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Cuts off clients that send a request too slowly, and answers those that send none.
 *
 * <pre>
 *  connected ──▶ HEAD ──request's head──▶ BODY ──its last content──▶ QUIET ──next byte──▶ HEAD …
 *                  │                        │                          │
 *                  └──────── deadline, or what cannot be decoded ──────┼──▶ CLOSING
 *                                                                      └─101─▶ (handlers removed)
 * </pre>
 *
 * <p>Only what the client has to send is timed: while it waits for a response, be it a minute long, nothing runs. An idle
 * connection (QUIET) is Reactor Netty's own idle timeout's business. A timer is started only when a read has ended in the
 * middle of a request, so that requests which arrive whole, as nearly all do, cost none.
 *
 * <p>One instance a connection; everything happens on its event loop. It stands on both sides of the HTTP codec: outside
 * to see bytes, inside to see what became of them. Results of writes and closes go to the promises that came with them.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class RequestDeadlines {

    private enum Phase {
        HEAD,
        BODY,
        QUIET,
        CLOSING
    }

    private static final String OUTSIDE = "weir.deadlines.bytes";
    static final String INSIDE = "weir.deadlines.messages";

    private final EdgeSettings settings;
    private final Refusals refusals;
    private Phase phase = Phase.HEAD;
    private boolean silentSoFar = true;
    private int unanswered;
    private boolean answering;
    private @Nullable ScheduledFuture<?> deadline;

    RequestDeadlines(EdgeSettings settings, Refusals refusals) {
        this.settings = settings;
        this.refusals = refusals;
    }

    void install(ChannelPipeline pipeline) {
        pipeline.addBefore(NettyPipeline.HttpCodec, OUTSIDE, new Bytes());
        pipeline.addAfter(NettyPipeline.HttpCodec, INSIDE, new Messages());
    }

    private void watchHead(ChannelHandlerContext context) {
        // A stray line break after a request must not cut off the response that is under way.
        if (phase == Phase.HEAD && unanswered == 0) {
            start(context, settings.headDeadline(), Reason.HEAD_TOO_SLOW);
        }
    }

    private void watchBody(ChannelHandlerContext context) {
        if (phase == Phase.BODY) {
            start(context, settings.bodyDeadline(), Reason.BODY_TOO_SLOW);
        }
    }

    private void start(ChannelHandlerContext context, Duration time, Reason reason) {
        if (deadline == null) {
            deadline =
                    context.executor().schedule(() -> refuse(context, reason), time.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void stop() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** Answers if the client has said anything and no response of a handler's is under way; closes in any case. */
    private void refuse(ChannelHandlerContext context, Reason reason) {
        boolean ownTurn = !silentSoFar && !answering && unanswered == (phase == Phase.BODY ? 1 : 0);
        stop();
        phase = Phase.CLOSING;
        refusals.count(reason);
        if (ownTurn) {
            context.writeAndFlush(refusals.response(reason))
                    .addListener(written -> linger(context, context.newPromise()));
        } else {
            context.close();
        }
    }

    /** Closing with bytes unread resets the connection, and the client would lose the answer. */
    private void linger(ChannelHandlerContext context, ChannelPromise promise) {
        phase = Phase.CLOSING;
        stop();
        LingeringClose.start(context, promise, settings.linger());
    }

    /** Outside the codec: when the next request begins. */
    private final class Bytes extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            silentSoFar = false;
            if (phase == Phase.CLOSING) {
                ReferenceCountUtil.release(message);
                return;
            }
            if (phase == Phase.QUIET) {
                phase = Phase.HEAD;
            }
            context.fireChannelRead(message);
        }
    }

    /** Inside the codec: requests as they are decoded, and responses as they are about to be encoded. */
    private final class Messages extends ChannelDuplexHandler {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            watchHead(context);
            context.fireChannelActive();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            stop();
            context.fireChannelInactive();
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            stop();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (phase == Phase.CLOSING) {
                ReferenceCountUtil.release(message);
                return;
            }
            if (message instanceof HttpObject part
                    && part.decoderResult().isFailure()
                    && !answering
                    && isOnlyOne(part)) {
                Reason reason = Reason.of(part.decoderResult().cause());
                ReferenceCountUtil.release(message);
                refuse(context, reason);
                return;
            }
            advance(message);
            context.fireChannelRead(message);
        }

        private boolean isOnlyOne(HttpObject part) {
            return unanswered == (part instanceof HttpRequest ? 0 : 1);
        }

        private void advance(Object message) {
            if (message instanceof HttpRequest) {
                stop();
                unanswered++;
                phase = Phase.BODY;
            }
            if (message instanceof LastHttpContent && phase == Phase.BODY) {
                stop();
                phase = Phase.QUIET;
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            watchHead(context);
            watchBody(context);
            context.fireChannelReadComplete();
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (phase == Phase.CLOSING) {
                ReferenceCountUtil.release(message);
                promise.tryFailure(new ClosedChannelException());
                return;
            }
            boolean interim = message instanceof HttpResponse response && isInterim(response);
            boolean upgraded = message instanceof HttpResponse response
                    && response.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
            if (message instanceof HttpResponse && !interim) {
                answering = true;
            }
            context.write(message, promise);
            if (upgraded) {
                leave(context.channel());
            } else if (message instanceof LastHttpContent && answering && !interim) {
                answering = false;
                unanswered--;
                watchHead(context);
            }
        }

        @Override
        public void close(ChannelHandlerContext context, ChannelPromise promise) {
            if (phase == Phase.BODY && context.channel().isActive()) {
                linger(context, promise);
            } else {
                context.close(promise);
            }
        }

        private boolean isInterim(HttpResponse response) {
            return response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                    && response.status().code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
        }

        /** From here on the connection speaks another protocol, which keeps its own time. */
        private void leave(Channel channel) {
            channel.pipeline().remove(INSIDE);
            channel.pipeline().remove(OUTSIDE);
        }
    }
}
