package live.weir.platform.chat.room;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/** Somebody who speaks none of our protocols: told so in WebSocket's words, because a browser shows no others. */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it to be gone
final class ForeignSocket extends ChannelInboundHandlerAdapter {

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.executor().execute(() -> context.writeAndFlush(Frames.close(ChatSocket.PROTOCOL)));
        context.executor().schedule(() -> context.close(), ChatSocket.CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof CloseWebSocketFrame) {
            context.close();
        }
        ReferenceCountUtil.release(message);
    }
}
