package live.weir.signaling.socket;

import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import live.weir.signaling.stage.Frame;
import live.weir.signaling.stage.Frame.Kind;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/**
 * What waits to be sent on one socket. Anybody puts in, on any thread; the socket takes out as fast as the client reads. Of
 * what a newer one replaces ({@code stage}, {@code quality}) only the newest waits, at the place of the first; of the rest so
 * many frames and bytes. Who leaves more waiting is too slow.
 */
final class Outbox extends Flux<byte[]> implements Subscription {

    private static final AtomicLongFieldUpdater<Outbox> REQUESTED =
            AtomicLongFieldUpdater.newUpdater(Outbox.class, "requested");

    private final int mostFrames;
    private final int mostBytes;
    private final Queue<Frame> queue = new ConcurrentLinkedQueue<>();
    private final Map<Kind, AtomicReference<@Nullable Frame>> newest = new EnumMap<>(Kind.class);
    private final AtomicInteger frames = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile long requested;
    private final AtomicInteger draining = new AtomicInteger();
    private final AtomicReference<@Nullable CoreSubscriber<? super byte[]>> reader = new AtomicReference<>();
    private volatile boolean finished;
    private volatile boolean cancelled;

    Outbox(int mostFrames, int mostBytes) {
        this.mostFrames = mostFrames;
        this.mostBytes = mostBytes;
        newest.put(Kind.STAGE, new AtomicReference<>());
        newest.put(Kind.QUALITY, new AtomicReference<>());
    }

    /** @return whether there was room; what comes after the last word is nobody's any more */
    boolean offer(Frame frame) {
        if (finished || cancelled) {
            return true;
        }
        AtomicReference<@Nullable Frame> slot = newest.get(frame.kind());
        if (slot == null) {
            if (frames.incrementAndGet() > mostFrames || bytes.addAndGet(frame.json().length) > mostBytes) {
                return false;
            }
            queue.add(frame);
        } else if (slot.getAndSet(frame) == null) {
            queue.add(frame); // keeps the place; what is in the slot then is sent
        }
        drain();
        return true;
    }

    /** The last word, and nothing after it. */
    void finish(Frame last) {
        queue.add(last);
        finish();
    }

    void finish() {
        finished = true;
        drain();
    }

    /** What waits is given up. */
    void clear() {
        queue.clear();
    }

    int waiting() {
        return queue.size();
    }

    @Override
    public void subscribe(CoreSubscriber<? super byte[]> subscriber) {
        if (reader.compareAndSet(null, subscriber)) {
            subscriber.onSubscribe(this);
            drain();
        } else {
            Operators.error(subscriber, new IllegalStateException("A socket is written by one"));
        }
    }

    @Override
    public void request(long count) {
        Operators.addCap(REQUESTED, this, count);
        drain();
    }

    @Override
    public void cancel() {
        cancelled = true;
        drain();
    }

    private void drain() {
        CoreSubscriber<? super byte[]> subscriber = reader.get();
        if (subscriber == null || draining.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            hand(subscriber);
            missed = draining.addAndGet(-missed);
        } while (missed != 0);
    }

    private void hand(CoreSubscriber<? super byte[]> subscriber) {
        while (!cancelled) {
            boolean last = finished;
            if (queue.isEmpty()) {
                if (last) {
                    cancelled = true;
                    subscriber.onComplete();
                }
                return;
            }
            if (requested == 0) {
                return;
            }
            Frame next = queue.poll();
            if (next != null) {
                Operators.produced(REQUESTED, this, 1);
                subscriber.onNext(open(next));
            }
        }
        queue.clear();
    }

    private byte[] open(Frame next) {
        AtomicReference<@Nullable Frame> slot = newest.get(next.kind());
        Frame frame = slot == null ? null : slot.getAndSet(null);
        if (frame != null) {
            return frame.json();
        }
        frames.decrementAndGet();
        bytes.addAndGet(-next.json().length);
        return next.json();
    }
}
