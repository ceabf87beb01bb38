package live.weir.platform.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import live.weir.bridge.hls.Sequel;
import org.jspecify.annotations.Nullable;

/**
 * Writes a body while it is made. The next step is asked for when the last one has left for the network: for a client that reads
 * slowly no more lies here than it was given at once, and one that does not read at all is sent away.
 *
 * <p>Everything happens on the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a write; a failed one closes the connection
final class GrowingBody {

    static final int STALLED_SECONDS = 10;

    private final ChannelHandlerContext context;
    private final Sequel sequel;
    private final DeliveryMeters meters;
    private final Consumer<Boolean> done;
    private @Nullable Future<?> patience;
    private boolean asking;
    private boolean over;

    /** @param done called once, with whether all of it was written */
    GrowingBody(ChannelHandlerContext context, Sequel sequel, DeliveryMeters meters, Consumer<Boolean> done) {
        this.context = context;
        this.sequel = sequel;
        this.meters = meters;
        this.done = done;
    }

    void begin(List<ByteBuf> beginning) {
        write(beginning);
        goOn();
    }

    /** To be called too when the connection takes more, or no more. */
    void goOn() {
        if (over || asking) {
            return;
        }
        if (context.channel().isWritable()) {
            calm();
            asking = true;
            sequel.next(this::take);
        } else if (patience == null) {
            patience = context.executor().schedule(this::giveUp, STALLED_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void take(Sequel.Step step) {
        asking = false;
        if (over || !context.channel().isActive()) {
            step.release();
            leave();
            return;
        }
        write(step.body());
        meters.sent(step.body());
        if (step.isLast()) {
            finish(step.kind() == Sequel.Kind.END);
        } else {
            goOn();
        }
    }

    private void write(List<ByteBuf> pieces) {
        for (ByteBuf piece : pieces) {
            context.write(new DefaultHttpContent(piece));
        }
        context.flush();
    }

    private void giveUp() {
        meters.stalled();
        finish(false);
    }

    private void finish(boolean whole) {
        if (!over) {
            leave();
            done.accept(whole);
        }
    }

    /** The client is gone. */
    void leave() {
        over = true;
        calm();
        sequel.leave();
    }

    private void calm() {
        if (patience != null) {
            patience.cancel(false);
            patience = null;
        }
    }
}
