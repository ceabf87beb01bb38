package live.weir.platform.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection with at most one request under way; belongs to the generator's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the connection, and that is noticed
final class LoadConnection extends ByteToMessageDecoder {

    /** Whom a connection tells; the generator. */
    interface Owner {

        void onIdle(LoadConnection connection);

        void onAnswer(Answer answer);

        void onLost();
    }

    private final Owner owner;
    private final ResponseReader reader = new ResponseReader();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Route asked;
    private long due;

    LoadConnection(Owner owner) {
        this.owner = owner;
    }

    @Override
    public void channelActive(ChannelHandlerContext connected) {
        context = connected;
        owner.onIdle(this);
    }

    boolean isOpen() {
        return context != null && context.channel().isActive();
    }

    void send(Route route, long dueAt) {
        ChannelHandlerContext connected = context;
        if (connected == null) {
            throw new IllegalStateException("not connected yet");
        }
        asked = route;
        due = dueAt;
        connected
                .writeAndFlush(Unpooled.wrappedBuffer(route.request()))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    @Override
    protected void decode(ChannelHandlerContext connected, ByteBuf in, List<Object> out) {
        if (asked == null) {
            throw new IllegalStateException("the server says something that nobody asked");
        }
        if (reader.read(in)) {
            finish(reader.status());
            if (reader.isClosing()) {
                connected.close();
            } else {
                owner.onIdle(this);
            }
        }
    }

    private void finish(int status) {
        Route route = asked;
        if (route != null) {
            asked = null;
            long now = System.nanoTime();
            owner.onAnswer(new Answer(route, status, status != 0 && reader.isStale(), now - due, now));
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext gone) {
        finish(0);
        owner.onLost();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext connected, Throwable cause) {
        connected.close();
    }
}
