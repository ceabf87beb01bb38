package live.weir.bridge.hls;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What can be had of a rendition, and where it lies.
 *
 * <pre>
 * open ──whole──▶ listed ──window──▶ fading ──window again──▶ gone
 *                 warm: in memory    still served
 *                 then on the shelf
 * </pre>
 *
 * <p>Guarded by its rendition's monitor.
 */
final class Window {

    /** Segments that stay in memory though they are on the shelf: where players are. */
    private static final int WARM = 12;

    /** Of these the parts are held too, where they are not the segment: playlists name those of three targets. */
    private static final int IN_PARTS = 7;

    /** So many stay in memory however short that is. */
    private static final int LEAST = 3;

    private final String track;
    private final long length;
    private final Shelf shelf;
    private final KeyRing keys;
    private final PackagerCounts counts;
    private final Object guard;

    private final Deque<Segment> listed = new ArrayDeque<>();
    private final Deque<Segment> fading = new ArrayDeque<>();
    private final Deque<Segment> warm = new ArrayDeque<>();
    private final Map<Long, Segment> segments = new HashMap<>();
    private final Map<Long, Part> parts = new HashMap<>();
    private final Map<Integer, ByteBuf> headers = new HashMap<>();

    Window(String track, PackagerSettings settings, Shelf shelf, KeyRing keys, PackagerCounts counts, Object guard) {
        this.track = track;
        this.length = settings.window().toNanos() / 1_000;
        this.shelf = shelf;
        this.keys = keys;
        this.counts = counts;
        this.guard = guard;
    }

    /** Those that playlists name, oldest first. */
    Deque<Segment> listed() {
        return listed;
    }

    @Nullable
    Segment segment(long msn) {
        return segments.get(msn);
    }

    @Nullable
    Part part(long number) {
        return parts.get(number);
    }

    @Nullable
    ByteBuf header(int run) {
        return headers.get(run);
    }

    void put(int run, ByteBuf header) {
        headers.put(run, header);
    }

    void open(Segment begun) {
        segments.put(begun.msn(), begun);
        warm.add(begun);
    }

    void add(Segment open, Part part, @Nullable ByteBuf addition) {
        counts.memory.addAndGet(open.add(part, addition));
        parts.put(part.number(), part);
    }

    /** No part comes any more. */
    void complete(Segment whole) {
        counts.memory.addAndGet(whole.conclude());
        listed.add(whole);
        shelf.put(nameOf(whole), whole.content(), kept -> shelved(whole, kept));
        fade(listed, length, fading::add);
        fade(fading, length, this::forget);
        cool();
    }

    /** Of a segment that is in memory no more. */
    void fetch(Segment segment, Consumer<@Nullable ByteBuf> taker) {
        shelf.get(nameOf(segment), taker);
    }

    private String nameOf(Segment segment) {
        return track + "-" + segment.msn();
    }

    private void shelved(Segment segment, boolean kept) {
        if (kept) {
            synchronized (guard) {
                segment.shelved();
                cool();
            }
        } else {
            counts.notShelved.increment();
        }
    }

    private static void fade(Deque<Segment> line, long length, Consumer<Segment> next) {
        long total = 0;
        for (Segment segment : line) {
            total += segment.duration();
        }
        while (line.size() > 1 && total - line.getFirst().duration() >= length) {
            Segment oldest = line.removeFirst();
            total -= oldest.duration();
            next.accept(oldest);
        }
    }

    private void forget(Segment segment) {
        segments.remove(segment.msn());
        warm.remove(segment);
        leave(segment);
        shelf.remove(nameOf(segment));
        int oldest = listed.isEmpty() ? segment.run() : listed.getFirst().run();
        headers.keySet().removeIf(run -> run < Math.min(oldest, segment.run()));
    }

    private void cool() {
        while (warm.size() > WARM && warm.getFirst().isShelved()) {
            leaveMemory(warm.removeFirst());
        }
        int old = warm.size() - IN_PARTS;
        for (Iterator<Segment> all = warm.iterator(); all.hasNext() && old > 0; old--) {
            Segment segment = all.next();
            if (segment.lock() != null) {
                unlist(segment);
                counts.memory.addAndGet(-segment.leaveParts());
            }
        }
    }

    /** Memory is short: the oldest segment leaves it, kept elsewhere or not. False if there is but the newest. */
    boolean relieve() {
        if (warm.size() <= LEAST) {
            return false;
        }
        Segment oldest = warm.removeFirst();
        leaveMemory(oldest);
        if (!oldest.isShelved()) {
            loseUpTo(oldest);
        }
        return true;
    }

    private void loseUpTo(Segment lost) {
        while (!listed.isEmpty() && listed.getFirst().msn() <= lost.msn()) {
            Segment gone = listed.removeFirst();
            counts.lostFromWindow.increment();
            forget(gone);
        }
    }

    private void leaveMemory(Segment segment) {
        unlist(segment);
        counts.memory.addAndGet(-segment.leaveMemory());
    }

    private void unlist(Segment segment) {
        segment.parts().forEach(part -> parts.remove(part.number()));
    }

    /** It is served no more, from wherever. */
    private void leave(Segment segment) {
        leaveMemory(segment);
        SegmentLock lock = segment.lock();
        if (lock != null) {
            keys.giveBack(lock);
        }
    }

    /** Nothing can be had any more. */
    void clear() {
        segments.values().forEach(this::leave);
        segments.clear();
        listed.clear();
        fading.clear();
        warm.clear();
        headers.clear();
    }
}
