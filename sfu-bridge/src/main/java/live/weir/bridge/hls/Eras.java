package live.weir.bridge.hls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import live.weir.bridge.hls.Rendition.Opening;
import live.weir.bridge.program.ProgramFormat;
import org.jspecify.annotations.Nullable;

/**
 * The stretches of a program in which the number of a segment tells its time: the periods of a DASH manifest.
 *
 * <pre>
 * run begins ──first segment──▶ era ──a segment off the beat──▶ next era ──run begins──▶ …
 * </pre>
 *
 * <p>Segments are cut where pictures begin anew, every two seconds, so an era lasts as long as the run. Where no keyframe came
 * in time, or parts were lost, numbers and times part ways: players that compute one from the other need a new beginning. So it is
 * where segments begin to be locked, or to be open again: players of DASH have no use for those that are locked.
 *
 * <p>Changed by the packager's feeding thread and by its clock; read by all.
 */
final class Eras {

    /** Of a program whose maker does not keep the beat for minutes the oldest are forgotten. */
    private static final int MOST = 60;

    private final long target;
    private final List<Era> eras = new ArrayList<>();
    private final Map<String, Beat> beats = new LinkedHashMap<>();
    private @Nullable ProgramFormat format;
    private int run = -1;
    private long[] media = new long[0];
    private int count;
    private @Nullable Instant zero;
    private long version;

    /**
     * An era.
     *
     * @param start in microseconds of its run
     * @param end likewise; -1 while it lasts
     * @param firsts by track, the number that the segment at the start has
     * @param locked whether segments are, of any track
     */
    record Era(
            int number, int run, ProgramFormat format, long start, long end, Map<String, Long> firsts, boolean locked) {

        Era until(long at) {
            return new Era(number, run, format, start, Math.max(at, start), firsts, locked);
        }

        Instant at(long micros) {
            return format.origin().plusNanos(micros * 1_000);
        }
    }

    /** What was there at a moment. */
    record Snapshot(long version, Instant zero, List<Era> eras) {

        /** Whether the newest is. */
        boolean isLocked() {
            return eras.get(eras.size() - 1).locked();
        }
    }

    /**
     * When a rendition's segments are due.
     *
     * @param exact whether a segment was seen, rather than expected, at {@code start}
     */
    private record Beat(long msn, long start, boolean exact) {}

    /** @param target of segments, in microseconds */
    Eras(long target, Numbering from) {
        this.target = target;
        this.count = from.run();
        this.zero = from.zero();
    }

    synchronized void begin(ProgramFormat next, int number) {
        end();
        format = next;
        run = number;
        media = new long[next.tracks().size()];
        beats.clear();
    }

    /** How far a track is, in microseconds of the run. */
    synchronized void reached(int track, long end) {
        media[track] = Math.max(media[track], end);
    }

    /** Where the first track ends: players wait for ever for the rest of one. But a track that fell silent long ago says nothing. */
    private long shortest() {
        long longest = 0;
        for (long end : media) {
            longest = Math.max(longest, end);
        }
        long shortest = longest;
        for (long end : media) {
            shortest = end >= longest - target ? Math.min(shortest, end) : shortest;
        }
        return shortest;
    }

    /**
     * A segment has begun.
     *
     * @param track its index
     * @param all where each track's newest segment begins
     */
    synchronized void opened(int track, List<Opening> all) {
        ProgramFormat now = Objects.requireNonNull(format);
        String name = now.tracks().get(track).name();
        Opening opening = all.get(track);
        Beat beat = beats.get(name);
        boolean locked = all.stream().anyMatch(Opening::locked);
        if (beat != null && locked == eras.get(eras.size() - 1).locked()) {
            long off = opening.start() - beat.start() - (opening.msn() - beat.msn()) * target;
            if (Math.abs(off) <= (beat.exact() ? target / 4 : target * 3 / 4)) {
                if (!beat.exact()) {
                    beats.put(name, new Beat(opening.msn(), opening.start(), true));
                }
                return;
            }
        }
        turn(now, opening.start(), all, locked);
    }

    private void turn(ProgramFormat now, long start, List<Opening> all, boolean locked) {
        endAt(locked ? beatBefore(start) : start);
        beats.clear();
        Map<String, Long> firsts = new LinkedHashMap<>();
        for (int track = 0; track < all.size(); track++) {
            Opening opening = all.get(track);
            long first = opening.run() == run
                    ? opening.msn() + Math.round((double) (start - opening.start()) / target)
                    : opening.msn() + 1;
            first = Math.max(first, 0);
            firsts.put(now.tracks().get(track).name(), first);
            beats.put(
                    now.tracks().get(track).name(),
                    new Beat(first, start, opening.run() == run && opening.start() == start));
        }
        if (zero == null || (eras.isEmpty() && now.origin().isBefore(zero))) {
            zero = now.origin();
        }
        eras.add(new Era(count++, run, now, start, -1, firsts, locked));
        if (eras.size() > MOST) {
            eras.remove(0);
        }
        version++;
    }

    /** Sound and pictures are not cut at the same moment, and of none a segment that is locked must be left within. */
    private long beatBefore(long start) {
        if (eras.isEmpty() || eras.get(eras.size() - 1).end() >= 0) {
            return start;
        }
        long first = eras.get(eras.size() - 1).start();
        return Math.min(start, first + Math.round((double) (start - first) / target) * target);
    }

    /** The run is over. */
    synchronized void end() {
        endAt(shortest());
    }

    private void endAt(long at) {
        int last = eras.size() - 1;
        if (last >= 0 && eras.get(last).end() < 0) {
            eras.set(last, eras.get(last).until(at));
            version++;
        }
    }

    /** Forgets those of which nothing can be had any more. */
    synchronized void forget(Instant before) {
        while (eras.size() > 1
                && eras.get(0).end() >= 0
                && eras.get(0).at(eras.get(0).end()).isBefore(before)) {
            eras.remove(0);
            version++;
        }
    }

    /** Null while there is nothing. */
    synchronized @Nullable Snapshot snapshot() {
        return zero == null || eras.isEmpty() ? null : new Snapshot(version, zero, List.copyOf(eras));
    }
}
