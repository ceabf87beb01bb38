package live.weir.bridge.forward.send;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spreads what a viewer is sent, so that a keyframe does not overrun the queues on its path: a leaky bucket that all of a
 * viewer's streams pour into. Voices pass untouched, what is sent again goes before pictures. In the usual case a packet
 * leaves during the call that brings it; what waits leaves with later packets, or with the loop's next tick.
 *
 * <p>It does not decide what fits: however low the target is, all that waits leaves within the time that the policy allows.
 * Estimates err, on paths with much jitter by far, and layers are chosen elsewhere.
 */
public final class Pacer {

    private static final double BITS_NANOS = 8e9;
    private static final double NANOS = 1e9;
    private static final long LEAST_NANOS = 1_000_000;

    private final PacerPolicy policy;
    private final List<Lane<?>> lanes = new ArrayList<>();
    private boolean limited;
    private double pacedBitsPerSecond;
    private double bitsPerSecond;
    /** What is in the bucket; below nothing by as much as may leave at once. */
    private double bits;

    private long leakedNanos;

    public Pacer(PacerPolicy policy) {
        this.policy = policy;
    }

    public <E> Lane<E> lane(Lane.Outlet<E> outlet) {
        Lane<E> lane = new Lane<>(this, policy.capacity(), outlet);
        lanes.add(lane);
        return lane;
    }

    /** The stream has ended; nothing waits in its lane. */
    public void remove(Lane<?> lane) {
        lanes.remove(lane);
    }

    /** Sets what the path carries; before anything is known of that, nothing is held. */
    public void target(long targetBitsPerSecond, long nowNanos) {
        leak(nowNanos);
        pacedBitsPerSecond = targetBitsPerSecond * policy.factor();
        bitsPerSecond = Math.max(pacedBitsPerSecond, needed(nowNanos));
        if (!limited) {
            limited = true;
            bits = -burst();
        }
    }

    /** What left without asking takes its part all the same. */
    public void passed(int bytes, long nowNanos) {
        if (limited) {
            leak(nowNanos);
            pour(bytes);
        }
    }

    boolean mayPass(long nowNanos) {
        if (!limited) {
            return true;
        }
        if (isIdle()) {
            leak(nowNanos);
            bitsPerSecond = pacedBitsPerSecond;
            return bits <= 0;
        }
        drain(nowNanos);
        return bits <= 0 && isIdle();
    }

    public boolean isIdle() {
        for (int i = 0; i < lanes.size(); i++) {
            Lane<?> lane = lanes.get(i);
            if (!lane.packets().isEmpty() || !lane.asked().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    public long queuedBytes() {
        long bytes = 0;
        for (int i = 0; i < lanes.size(); i++) {
            bytes += lanes.get(i).packets().queuedBytes();
        }
        return bytes;
    }

    /** Sends what may leave by now. */
    public void drain(long nowNanos) {
        leak(nowNanos);
        bitsPerSecond = Math.max(pacedBitsPerSecond, needed(nowNanos));
        Lane<?> next = longest(Lane::asked);
        while (next != null && mayLeave(next.asked(), nowNanos)) {
            pour(next.sendAgain(nowNanos));
            next = longest(Lane::asked);
        }
        next = longest(Lane::packets);
        while (next != null && mayLeave(next.packets(), nowNanos)) {
            pour(next.sendOldest(nowNanos));
            next = longest(Lane::packets);
        }
    }

    private boolean mayLeave(Waiting waiting, long nowNanos) {
        return bits <= 0 || nowNanos - waiting.headNanos() >= policy.maxWaitNanos();
    }

    private void leak(long nowNanos) {
        double leaked = (nowNanos - leakedNanos) * bitsPerSecond / NANOS;
        bits = Math.max(bits - leaked, -burst());
        leakedNanos = nowNanos;
    }

    private double burst() {
        return bitsPerSecond * policy.burstNanos() / NANOS;
    }

    /** Nobody has to wait longer for what left before than for what waits. */
    private void pour(int bytes) {
        bits = Math.min(bits + bytes * 8.0, bitsPerSecond * policy.maxWaitNanos() / NANOS);
    }

    /** Bits per second at which all that waits is gone in time, reckoned by how long it has waited on average. */
    private double needed(long nowNanos) {
        long bytes = 0;
        long waited = 0;
        int count = 0;
        for (int i = 0; i < lanes.size(); i++) {
            PacketQueue<?> packets = lanes.get(i).packets();
            bytes += packets.queuedBytes();
            waited += packets.waitedNanos(nowNanos);
            count += packets.size();
        }
        return count == 0 ? 0 : bytes * BITS_NANOS / Math.max(LEAST_NANOS, policy.maxWaitNanos() - waited / count);
    }

    /** The lane whose queue of a kind has the packet that waited longest. */
    private @Nullable Lane<?> longest(Kind kind) {
        Lane<?> longest = null;
        long since = 0;
        for (int i = 0; i < lanes.size(); i++) {
            Waiting waiting = kind.of(lanes.get(i));
            if (!waiting.isEmpty() && (longest == null || waiting.headNanos() - since < 0)) {
                longest = lanes.get(i);
                since = waiting.headNanos();
            }
        }
        return longest;
    }

    private interface Kind {
        Waiting of(Lane<?> lane);
    }
}
