package live.weir.bridge.forward.send;

import org.jspecify.annotations.Nullable;

/**
 * Spreads what a viewer is sent, so that a keyframe does not overrun the queues on its path: a leaky bucket that audio
 * passes untouched, retransmissions before video. In the usual case a packet leaves during the call that brings it.
 *
 * <p>Packets may be dropped here: give them their outgoing sequence numbers when they leave, not before.
 *
 * @param <E> what stands for a packet; each entry is either sent or discarded, once
 */
public final class Pacer<E> {

    /** Where entries go. */
    public interface Outlet<E> {

        void send(E entry, long nowNanos);

        /** The entry will not be sent: release it. */
        void discard(E entry);

        /** Video was dropped, and nothing that follows can be decoded before a keyframe. */
        void refresh();
    }

    private static final long BITS_PER_BYTE_NANOS = 8_000_000_000L;
    private static final long NO_FRAME = Long.MIN_VALUE;

    private final PacerPolicy policy;
    private final Outlet<E> outlet;
    private final PacketQueue<E> retransmissions;
    private final PacketQueue<E> video;
    private long pacedBitsPerSecond;
    /** When the bucket will have leaked dry; it is never further back than one burst. */
    private long dryNanos;

    private boolean started;
    private boolean awaitingKeyframe;
    private long lastDropped = NO_FRAME;

    private long droppedFrames;
    private long droppedPackets;

    public Pacer(PacerPolicy policy, long targetBitsPerSecond, Outlet<E> outlet) {
        this.policy = policy;
        this.outlet = outlet;
        this.retransmissions = new PacketQueue<>(policy.capacity());
        this.video = new PacketQueue<>(policy.capacity());
        this.pacedBitsPerSecond = paced(targetBitsPerSecond);
    }

    /** Sets the viewer's target; what is owed to the bucket is reckoned anew at the new rate. */
    public void target(long bitsPerSecond, long nowNanos) {
        long paced = paced(bitsPerSecond);
        if (started && dryNanos > nowNanos) {
            dryNanos = nowNanos + (long) ((double) (dryNanos - nowNanos) * pacedBitsPerSecond / paced);
        }
        pacedBitsPerSecond = paced;
    }

    /** Audio never waits, but what it takes is not there for the others. */
    public void audio(E entry, int bytes, long nowNanos) {
        spend(bytes, nowNanos);
        outlet.send(entry, nowNanos);
    }

    public void retransmission(E entry, int bytes, long nowNanos) {
        drain(nowNanos);
        if (retransmissions.isEmpty() && isOpen(nowNanos)) {
            pass(entry, bytes, nowNanos);
        } else if (!retransmissions.add(entry, bytes, NO_FRAME, false, nowNanos)) {
            discard(entry);
        }
    }

    /** Frames have ascending numbers; {@code keyframe} is told of each packet of a keyframe. */
    public void video(E entry, int bytes, long frame, boolean keyframe, long nowNanos) {
        drain(nowNanos);
        if (!isWanted(frame, keyframe)) {
            discard(entry);
            return;
        }
        if (isIdle() && isOpen(nowNanos)) {
            pass(entry, bytes, nowNanos);
        } else if (!video.add(entry, bytes, frame, keyframe, nowNanos)) {
            discard(entry);
            lastDropped = frame;
            dropVideo();
        }
    }

    /** Sends what may leave by now. */
    public void drain(long nowNanos) {
        dropStale(nowNanos);
        while (!isIdle() && isOpen(nowNanos)) {
            PacketQueue<E> queue = retransmissions.isEmpty() ? video : retransmissions;
            int bytes = queue.headBytes();
            E entry = queue.poll();
            if (entry != null) {
                pass(entry, bytes, nowNanos);
            }
        }
    }

    /** When {@link #drain} is worth calling again; {@code Long.MAX_VALUE} when nothing waits. */
    public long nextNanos() {
        return isIdle() ? Long.MAX_VALUE : dryNanos;
    }

    /** Discards all that waits: the viewer is gone, or shall see something else. */
    public void clear() {
        discardAll(retransmissions);
        discardAll(video);
        awaitingKeyframe = false;
    }

    public long queuedBytes() {
        return retransmissions.queuedBytes() + video.queuedBytes();
    }

    public long droppedFrames() {
        return droppedFrames;
    }

    public long droppedPackets() {
        return droppedPackets;
    }

    private boolean isIdle() {
        return retransmissions.isEmpty() && video.isEmpty();
    }

    private boolean isOpen(long nowNanos) {
        return !started || dryNanos <= nowNanos;
    }

    private void pass(E entry, int bytes, long nowNanos) {
        spend(bytes, nowNanos);
        outlet.send(entry, nowNanos);
    }

    private void spend(int bytes, long nowNanos) {
        long earliest = nowNanos - policy.burstNanos();
        dryNanos = started ? Math.max(dryNanos, earliest) : earliest;
        started = true;
        dryNanos += bytes * BITS_PER_BYTE_NANOS / rate(nowNanos);
    }

    /** Doubled while video has waited for half of its time: a burst beyond the target beats a frozen picture. */
    private long rate(long nowNanos) {
        boolean late = !video.isEmpty() && nowNanos - video.headNanos() > policy.maxWaitNanos() / 2;
        return late ? pacedBitsPerSecond * 2 : pacedBitsPerSecond;
    }

    private long paced(long bitsPerSecond) {
        return Math.max(1, (long) (bitsPerSecond * policy.factor()));
    }

    private boolean isWanted(long frame, boolean keyframe) {
        if (frame <= lastDropped) {
            return false;
        }
        awaitingKeyframe &= !keyframe;
        return !awaitingKeyframe;
    }

    private void dropStale(long nowNanos) {
        while (!retransmissions.isEmpty() && nowNanos - retransmissions.headNanos() > policy.maxWaitNanos()) {
            discard(retransmissions.poll());
        }
        while (!video.isEmpty() && nowNanos - video.headNanos() > policy.maxWaitNanos()) {
            dropVideo();
        }
    }

    /** Drops the waiting frames up to the next whole keyframe; without one, nothing more is taken until one comes. */
    private void dropVideo() {
        do {
            dropFrame();
        } while (!video.isEmpty() && !isHeadFresh());
        if (video.isEmpty()) {
            awaitingKeyframe = true;
            outlet.refresh();
        }
    }

    private boolean isHeadFresh() {
        return video.isHeadKeyframe() && video.headFrame() > lastDropped;
    }

    private void dropFrame() {
        long frame = video.headFrame();
        while (!video.isEmpty() && video.headFrame() == frame) {
            discard(video.poll());
        }
        lastDropped = Math.max(lastDropped, frame);
        droppedFrames++;
    }

    private void discardAll(PacketQueue<E> queue) {
        while (!queue.isEmpty()) {
            discard(queue.poll());
        }
    }

    private void discard(@Nullable E entry) {
        if (entry != null) {
            droppedPackets++;
            outlet.discard(entry);
        }
    }
}
