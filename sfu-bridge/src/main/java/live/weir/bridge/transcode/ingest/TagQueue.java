package live.weir.bridge.transcode.ingest;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tags on their way to a child, bounded by their times and their bytes. Who puts in never waits; one thread takes out. What finds it
 * full costs the oldest: whole groups of pictures, with the sound of their time. What a decoder must know first is kept for the
 * children to come.
 */
final class TagQueue implements FeedQueue {

    private final Deque<FlvTag> tags = new ArrayDeque<>();
    private final Deque<ByteBuffer> first = new ArrayDeque<>(3);
    private final AtomicLong dropped;
    private @Nullable FlvTag pictureHeader;
    private @Nullable FlvTag soundHeader;
    private int bytes;
    private boolean needsKeyframe = true;
    private boolean onAir;
    private boolean closed;

    /** @param dropped counts pictures */
    TagQueue(AtomicLong dropped) {
        this.dropped = dropped;
    }

    synchronized void put(FlvTag tag) {
        switch (tag.kind()) {
            case PICTURE_HEADER -> pictureHeader = tag;
            case SOUND_HEADER -> soundHeader = tag;
            case OTHER -> {
                return;
            }
            case KEYFRAME -> needsKeyframe = false;
            case PICTURE -> {
                if (needsKeyframe) {
                    dropped.incrementAndGet();
                    return;
                }
            }
            case SOUND -> {}
        }
        if (closed) {
            return;
        }
        tags.add(tag);
        bytes += tag.size();
        while (isTooMuch()) {
            dropOldest();
        }
        notifyAll();
    }

    private boolean isTooMuch() {
        FlvTag oldest = tags.peekFirst();
        FlvTag newest = tags.peekLast();
        return oldest != null
                && newest != null
                && (bytes > MOST_BYTES
                        || newest.millis() - oldest.millis() > (onAir ? ON_AIR_MILLIS : STARTING_MILLIS));
    }

    /** Up to the newest keyframe that stands behind others; if there is none, all, and what comes until the next. */
    private void dropOldest() {
        int keep = tags.size();
        int place = 0;
        for (Iterator<FlvTag> each = tags.iterator(); each.hasNext(); place++) {
            if (each.next().kind() == FlvTag.Kind.KEYFRAME && place > 0) {
                keep = place;
            }
        }
        boolean pictures = keep < tags.size();
        for (int i = 0; i < keep; i++) {
            FlvTag gone = tags.removeFirst();
            bytes -= gone.size();
            if (gone.kind().isPicture()) {
                dropped.incrementAndGet();
                needsKeyframe |= !pictures;
            }
        }
    }

    @Override
    public synchronized void begin() throws InterruptedException {
        while (tags.isEmpty() && !closed) {
            wait();
        }
        onAir = false;
        first.clear();
        first.add(ByteBuffer.allocate(Long.BYTES).putLong(0, zero()));
        first.add(FlvTag.start());
        skipToKeyframe();
        for (FlvTag header : new FlvTag[] {soundHeader, pictureHeader}) {
            if (header != null) {
                first.add(header.frame());
            }
        }
    }

    /** When the stream's time zero was, by what came last: microseconds since 1970. */
    private long zero() {
        FlvTag newest = tags.peekLast();
        long sinceZero = newest == null ? 0 : Integer.toUnsignedLong(newest.millis());
        return TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis() - sinceZero);
    }

    /** A keyframe that waits is what the child begins with; else sound alone, until one comes. */
    private void skipToKeyframe() {
        boolean comes = tags.stream().anyMatch(tag -> tag.kind() == FlvTag.Kind.KEYFRAME);
        while (!tags.isEmpty() && tags.peekFirst().kind() != FlvTag.Kind.KEYFRAME && (comes || isPicture())) {
            FlvTag gone = tags.removeFirst();
            bytes -= gone.size();
            if (gone.kind().isPicture()) {
                dropped.incrementAndGet();
            }
        }
        needsKeyframe |= !comes;
    }

    private boolean isPicture() {
        return tags.peekFirst().kind().isPicture();
    }

    @Override
    public synchronized void isOnAir() {
        onAir = true;
    }

    @Override
    public synchronized @Nullable ByteBuffer take() throws InterruptedException {
        while (first.isEmpty() && tags.isEmpty() && !closed) {
            wait();
        }
        ByteBuffer opening = first.poll();
        if (opening != null) {
            return opening;
        }
        FlvTag next = tags.poll();
        if (next == null) {
            return null;
        }
        bytes -= next.size();
        return next.frame();
    }

    @Override
    public synchronized boolean isEmpty() {
        return tags.isEmpty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        tags.clear();
        first.clear();
        bytes = 0;
        notifyAll();
    }
}
