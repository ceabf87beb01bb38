package live.weir.bridge.hls;

import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A segment, from its first part on. Guarded by its rendition. */
final class Segment {

    private final long msn;
    private final int run;
    private final Instant date;
    private final long start;
    private final @Nullable SegmentLock lock;
    private final List<ByteBuf> whole = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private long duration;
    private int bytes;
    private int inParts;
    private boolean inMemory = true;
    private boolean shelved;

    /**
     * @param run of the program's maker
     * @param date the wall clock at its beginning
     * @param start in microseconds of the run
     * @param lock null if it is not encrypted; then it is its parts, and nothing is held twice
     */
    Segment(long msn, int run, Instant date, long start, @Nullable SegmentLock lock) {
        this.msn = msn;
        this.run = run;
        this.date = date;
        this.start = start;
        this.lock = lock;
    }

    /** @param addition what it adds to the whole, if that is encrypted; returns the bytes that are held now in addition */
    int add(Part part, @Nullable ByteBuf addition) {
        parts.add(part);
        duration += part.duration();
        int more = part.bytes().readableBytes();
        inParts += more;
        if (addition == null) {
            bytes += more;
            return more;
        }
        return more + grow(addition);
    }

    /** No part comes any more; returns as {@link #add}. */
    int conclude() {
        return lock == null ? 0 : grow(lock.conclusion());
    }

    private int grow(ByteBuf addition) {
        whole.add(addition);
        bytes += addition.readableBytes();
        return addition.readableBytes();
    }

    /** Each is the caller's to release. */
    List<ByteBuf> content() {
        List<ByteBuf> content = new ArrayList<>(Math.max(parts.size(), whole.size()));
        if (lock == null) {
            parts.forEach(part -> content.add(part.bytes().retainedDuplicate()));
        } else {
            whole.forEach(piece -> content.add(piece.retainedDuplicate()));
        }
        return content;
    }

    /** What came after the first {@code from} parts, likewise. */
    List<ByteBuf> partsFrom(int from) {
        List<ByteBuf> content = new ArrayList<>(parts.size() - from);
        for (Part part : parts.subList(from, parts.size())) {
            content.add(part.bytes().retainedDuplicate());
        }
        return content;
    }

    /** Returns how many bytes that set free. */
    int leaveMemory() {
        if (!inMemory) {
            return 0;
        }
        inMemory = false;
        int held = lock == null ? 0 : bytes;
        whole.forEach(ByteBuf::release);
        whole.clear();
        return held + leaveParts();
    }

    /** Only the whole is asked for from now on, if it is held by itself; returns as {@link #leaveMemory}. */
    int leaveParts() {
        int held = inParts;
        parts.forEach(part -> part.bytes().release());
        parts.clear();
        inParts = 0;
        return held;
    }

    @Nullable
    SegmentLock lock() {
        return lock;
    }

    void shelved() {
        shelved = true;
    }

    boolean isShelved() {
        return shelved;
    }

    boolean isInMemory() {
        return inMemory;
    }

    long msn() {
        return msn;
    }

    int run() {
        return run;
    }

    Instant date() {
        return date;
    }

    long start() {
        return start;
    }

    long duration() {
        return duration;
    }

    int bytes() {
        return bytes;
    }

    List<Part> parts() {
        return parts;
    }
}
