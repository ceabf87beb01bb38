package live.weir.platform.chat.room;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import live.weir.platform.chat.protocol.ChatCodec;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Makes an HTTP connection into a WebSocket and nothing else: HTTP's handlers leave the pipeline, TLS stays.
 *
 * <p>What Reactor Netty still writes when the request's handler completes (it believes that there was no response yet) is
 * for a peer that speaks HTTP no more, and is swallowed.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection, which is seen
final class Takeover {

    /** RFC 6455 §1.3. */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** What one client may leave unread before it is told of a gap. */
    private static final WriteBufferWaterMark UNREAD = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private Takeover() {}

    /** On the channel's event loop. */
    static void of(Channel channel, String key, @Nullable String protocol, Supplier<ChannelHandler> socket) {
        if (!channel.isActive()) {
            return;
        }
        ChannelPipeline pipeline = channel.pipeline();
        List<String> before = new ArrayList<>(pipeline.names());
        pipeline.addLast("weir.chat.frames", decoder());
        pipeline.addLast("weir.chat.last-words", new LastWords());
        for (String name : before) {
            if (!name.equals(NettyPipeline.SslHandler) && pipeline.get(name) != null) {
                pipeline.remove(name);
            }
        }
        channel.config().setWriteBufferWaterMark(UNREAD);
        channel.writeAndFlush(answer(key, protocol), channel.voidPromise());
        pipeline.addBefore("weir.chat.last-words", "weir.chat.socket", socket.get());
        channel.config().setAutoRead(true);
    }

    static WebSocket13FrameDecoder decoder() {
        return new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(ChatCodec.LARGEST_FRAME)
                .allowExtensions(false)
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build());
    }

    private static ByteBuf answer(String key, @Nullable String protocol) {
        String head = "HTTP/1.1 101 Switching Protocols\r\n"
                + "upgrade: websocket\r\n"
                + "connection: upgrade\r\n"
                + "sec-websocket-accept: " + accept(key) + "\r\n"
                + (protocol == null ? "" : "sec-websocket-protocol: " + protocol + "\r\n")
                + "\r\n";
        return Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII));
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-1", impossible);
        }
    }

    /** The last in line: only bytes are ours. */
    private static final class LastWords extends ChannelDuplexHandler {

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof ByteBuf) {
                context.write(message, promise);
            } else {
                ReferenceCountUtil.release(message);
                promise.trySuccess();
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
