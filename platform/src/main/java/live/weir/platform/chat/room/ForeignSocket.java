package live.weir.platform.chat.room;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/** Somebody who speaks none of our protocols: told so in WebSocket's words, because a browser shows no others. */
final class ForeignSocket extends ChannelInboundHandlerAdapter {

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it to be gone
    public void handlerAdded(ChannelHandlerContext context) {
        context.executor()
                .execute(() -> context.writeAndFlush(Frames.close(ChatSocket.PROTOCOL))
                        .addListener(ChannelFutureListener.CLOSE));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }
}
