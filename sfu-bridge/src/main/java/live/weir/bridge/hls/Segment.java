package live.weir.bridge.hls;

import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A segment, from its first part on. Guarded by its rendition. */
final class Segment {

    private final long msn;
    private final int run;
    private final Instant date;
    private final long start;
    private final List<Part> parts = new ArrayList<>();
    private long duration;
    private int bytes;
    private boolean inMemory = true;
    private boolean shelved;

    /**
     * @param run of the program's maker
     * @param date the wall clock at its beginning
     * @param start in microseconds of the run
     */
    Segment(long msn, int run, Instant date, long start) {
        this.msn = msn;
        this.run = run;
        this.date = date;
        this.start = start;
    }

    void add(Part part) {
        parts.add(part);
        duration += part.duration();
        bytes += part.bytes().readableBytes();
    }

    /** Each is the caller's to release. */
    List<ByteBuf> content() {
        return content(0);
    }

    /** From a part on. */
    List<ByteBuf> content(int from) {
        List<ByteBuf> content = new ArrayList<>(parts.size() - from);
        for (Part part : parts.subList(from, parts.size())) {
            content.add(part.bytes().retainedDuplicate());
        }
        return content;
    }

    void leaveMemory() {
        if (inMemory) {
            inMemory = false;
            parts.forEach(part -> part.bytes().release());
            parts.clear();
        }
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
