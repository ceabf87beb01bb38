package live.weir.platform.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import live.weir.bridge.hls.Sequel;
import live.weir.platform.web.problem.ProblemTranslator;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /hls/} and {@code /vod/} on the connection itself, between the HTTP codec and the server: a part is one lookup and one write.
 *
 * <pre>
 *            not /hls, or answers of the server are under way: passed on
 *  FREE ──────────────────────────────────────────────────────────────▶
 *   │ ▲
 *   │ └── answered ──┐   what comes meanwhile is held, in order
 *   └── /hls ──▶ ANSWERING
 * </pre>
 *
 * <p>One a connection; everything happens on its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a write; a failed one closes the connection
final class HlsConnection extends ChannelDuplexHandler {

    /** Requests that a client sends ahead, with their ends; nobody who means it comes near. */
    private static final int MOST_HELD = 64;

    private final HlsDesk desk;
    private final @Nullable VodDesk vod;
    private final HlsAnswers answers;
    private final DeliveryMeters meters;
    private final Deque<Object> held = new ArrayDeque<>();
    private @Nullable GrowingBody growing;
    private boolean answering;
    private boolean skipping;
    private boolean replaying;
    private int passedOn;

    HlsConnection(HlsDesk desk, @Nullable VodDesk vod, HlsAnswers answers, DeliveryMeters meters) {
        this.desk = desk;
        this.vod = vod;
        this.answers = answers;
        this.meters = meters;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (skipping) {
            skipping = !(message instanceof LastHttpContent);
            ReferenceCountUtil.release(message);
        } else if (answering) {
            hold(context, message);
        } else if (message instanceof HttpRequest request && isOurs(request)) {
            take(context, request);
        } else {
            if (message instanceof HttpRequest) {
                passedOn++;
            }
            context.fireChannelRead(message);
        }
    }

    private boolean isOurs(HttpRequest request) {
        return passedOn == 0
                && (request.uri().startsWith(HlsRequest.PREFIX) || isRecording(request.uri()))
                && request.decoderResult().isSuccess();
    }

    /** A download takes minutes and is as fast as its client: the server's own way to write is made for that. */
    private boolean isRecording(String uri) {
        return vod != null && uri.startsWith(VodDesk.PREFIX) && !uri.endsWith("/video.mp4");
    }

    private void hold(ChannelHandlerContext context, Object message) {
        held.add(message);
        if (held.size() > MOST_HELD) {
            context.close();
        }
    }

    private void take(ChannelHandlerContext context, HttpRequest request) {
        answering = true;
        skipping = !(request instanceof LastHttpContent);
        HttpRequest head = request;
        ReferenceCountUtil.release(request);
        try {
            HlsRequest read = read(context, head);
            if (vod != null && read.path().startsWith(VodDesk.PREFIX)) {
                vod.answer(read, answer -> write(context, head, answer));
            } else {
                desk.answer(read, answer -> write(context, head, answer));
            }
        } catch (RuntimeException fault) {
            write(context, head, answers.problem(ProblemTranslator.translate(fault)));
        }
    }

    private static HlsRequest read(ChannelHandlerContext context, HttpRequest request) {
        String uri = request.uri();
        int mark = uri.indexOf('?');
        return new HlsRequest(
                request.method().name(),
                mark < 0 ? uri : uri.substring(0, mark),
                mark < 0 ? null : uri.substring(mark + 1),
                request.headers(),
                peer(context),
                context.executor());
    }

    private static @Nullable InetAddress peer(ChannelHandlerContext context) {
        return context.channel().remoteAddress() instanceof InetSocketAddress address ? address.getAddress() : null;
    }

    private void write(ChannelHandlerContext context, HttpRequest request, HlsAnswer answer) {
        if (!answering || !context.channel().isActive()) {
            answer.release();
            return;
        }
        if (answer.sequel() != null && request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            gather(context, request, answer, answer.sequel());
            return;
        }
        meters.answered(answer);
        boolean keepAlive = HttpUtil.isKeepAlive(request) && !(skipping && HttpUtil.isTransferEncodingChunked(request));
        if (!keepAlive) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        if (answer.sequel() != null) {
            grow(context, answer, answer.sequel(), keepAlive);
            return;
        }
        ChannelFuture written = context.writeAndFlush(new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, answer.status(), joined(answer), answer.headers(), EmptyHttpHeaders.INSTANCE));
        answered(context, written, keepAlive);
    }

    private void answered(ChannelHandlerContext context, ChannelFuture written, boolean keepAlive) {
        answering = false;
        if (keepAlive) {
            replay(context);
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** What is never finished ends with the connection: without a last chunk nobody takes it for the whole. */
    private void grow(ChannelHandlerContext context, HlsAnswer answer, Sequel sequel, boolean keepAlive) {
        answer.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        context.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, answer.status(), answer.headers()));
        GrowingBody body = new GrowingBody(context, sequel, meters, whole -> {
            growing = null;
            if (whole) {
                answered(context, context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT), keepAlive);
            } else {
                context.close();
            }
        });
        growing = body;
        body.begin(answer.body());
    }

    /** HTTP/1.0 knows no chunks, and its end could be taken for a segment's: who speaks it gets a segment when it is whole. */
    private void gather(ChannelHandlerContext context, HttpRequest request, HlsAnswer beginning, Sequel sequel) {
        sequel.next(step -> {
            List<ByteBuf> body = new ArrayList<>(beginning.body());
            body.addAll(step.body());
            boolean whole = step.kind() == Sequel.Kind.END;
            HlsAnswer further = new HlsAnswer(beginning.status(), beginning.headers(), body, whole ? null : sequel);
            if (step.kind() == Sequel.Kind.BROKEN
                    || !answering
                    || !context.channel().isActive()) {
                further.release();
                context.close();
            } else if (whole) {
                int length = body.stream().mapToInt(ByteBuf::readableBytes).sum();
                further.headers().set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(length));
                write(context, request, further);
            } else {
                gather(context, request, further, sequel);
            }
        });
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (growing != null) {
            growing.goOn();
        }
        context.fireChannelWritabilityChanged();
    }

    private static ByteBuf joined(HlsAnswer answer) {
        return switch (answer.body().size()) {
            case 0 -> Unpooled.EMPTY_BUFFER;
            case 1 -> answer.body().get(0);
            default ->
                Unpooled.wrappedBuffer(answer.body().size(), answer.body().toArray(ByteBuf[]::new));
        };
    }

    /** Not by recursion: a client that sent sixty requests at once has them answered one after another. */
    private void replay(ChannelHandlerContext context) {
        if (replaying) {
            return;
        }
        replaying = true;
        while (!answering && !held.isEmpty()) {
            channelRead(context, held.poll());
        }
        replaying = false;
        if (!answering) {
            context.fireChannelReadComplete();
            context.read();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response
                && response.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            context.write(message, promise);
            context.pipeline().remove(this);
            return;
        }
        boolean interim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof LastHttpContent && !interim && passedOn > 0) {
            passedOn--;
        }
        context.write(message, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        answering = false;
        letGo();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        letGo();
    }

    /** The server asks for bytes when it has answered; of what is answered here it does not know. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        if (skipping || (!answering && passedOn == 0)) {
            context.read();
        }
    }

    private void letGo() {
        if (growing != null) {
            growing.leave();
            growing = null;
        }
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }
}
