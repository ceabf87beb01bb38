package live.weir.platform.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import live.weir.bridge.hls.Reply;
import live.weir.bridge.hls.Sequel;
import org.jspecify.annotations.Nullable;

/**
 * An object that another node is still making, as it comes from there: held once, read by all who asked for it here, each at a pace
 * of its own. Its bytes go when it has come and the last reader has left.
 */
final class Relay {

    private final Reply head;
    private final int largest;
    private final List<ByteBuf> pieces = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private int length;
    private int holders = 1;
    private boolean whole;
    private boolean broken;

    /**
     * @param head what is said of it, without a body
     * @param largest bytes that it may have
     */
    Relay(Reply head, int largest) {
        this.head = head;
        this.largest = largest;
    }

    /** Owns the piece. */
    void add(ByteBuf piece) throws IOException {
        synchronized (this) {
            length += piece.readableBytes();
            if (broken || length > largest) {
                piece.release();
                throw new IOException("Another node sent more than any segment has");
            }
            pieces.add(piece);
        }
        wake();
    }

    /** Nothing more comes; what came is the answer's. */
    Reply finish() {
        Reply all;
        synchronized (this) {
            whole = true;
            all = with(retained(0), null);
        }
        wake();
        letGo();
        return all;
    }

    void fail() {
        synchronized (this) {
            if (whole || broken) {
                return;
            }
            broken = true;
        }
        wake();
        letGo();
    }

    /** For one more who asks, what there is, and the rest. */
    synchronized Reply reply(Executor loop) {
        holders++;
        return with(retained(0), new Reader(loop, pieces.size()));
    }

    private Reply with(List<ByteBuf> body, @Nullable Sequel sequel) {
        return new Reply(
                head.outcome(), head.content(), head.maxAge(), head.gzipped(), head.tag(), body, head.reason(), sequel);
    }

    private List<ByteBuf> retained(int from) {
        return pieces.subList(from, pieces.size()).stream()
                .map(ByteBuf::retainedDuplicate)
                .toList();
    }

    private void wake() {
        List<Runnable> due;
        synchronized (this) {
            due = List.copyOf(waiting);
            waiting.clear();
        }
        due.forEach(Runnable::run);
    }

    private synchronized void letGo() {
        holders--;
        if (holders == 0) {
            pieces.forEach(ReferenceCountUtil::release);
            pieces.clear();
        }
    }

    /** A place in it. */
    private final class Reader implements Sequel {

        private final Executor loop;
        private int taken;
        private boolean left;

        Reader(Executor loop, int taken) {
            this.loop = loop;
            this.taken = taken;
        }

        @Override
        public void next(Consumer<Step> taker) {
            Step step = step(taker);
            if (step != null) {
                if (step.isLast()) {
                    leave();
                }
                taker.accept(step);
            }
        }

        /** Null if there is nothing yet. */
        private @Nullable Step step(Consumer<Step> taker) {
            synchronized (Relay.this) {
                if (left || broken) {
                    return Step.broken();
                }
                List<ByteBuf> more = retained(taken);
                taken = pieces.size();
                if (whole) {
                    return new Step(Kind.END, more);
                }
                if (!more.isEmpty()) {
                    return new Step(Kind.MORE, more);
                }
                waiting.add(() -> loop.execute(() -> next(taker)));
                return null;
            }
        }

        @Override
        public void leave() {
            synchronized (Relay.this) {
                if (left) {
                    return;
                }
                left = true;
            }
            letGo();
        }
    }
}
