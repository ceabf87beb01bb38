package live.weir.bridge.hls;

import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import live.weir.bridge.hls.WaitingRoom.News;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramTrack;
import org.jspecify.annotations.Nullable;

/**
 * One rung, or the sound: its parts, its segments and its playlist.
 *
 * <pre>
 * chunk ─▶ open ──next keyframe, 2 s──▶ listed ──window──▶ fading ──window again──▶ gone
 *          part by part                 warm: in memory     still served
 *                                       then on the shelf
 * </pre>
 *
 * <p>Its monitor guards all of it, and is held for moments: to add, to look up, and by the first who needs a new version of
 * the playlist to write it.
 */
final class Rendition {

    /** Segments that stay in memory though they are on the shelf: where players are. */
    private static final int WARM = 12;

    private static final int MOST_PARTS = 500;
    private static final int LONG = 3_600;

    private final ProgramTrack track;
    private final PackagerSettings settings;
    private final Shelf shelf;
    private final PackagerCounts counts;
    private final Neighbourhood neighbourhood;
    private final WaitingRoom forPlaylist;
    private final WaitingRoom forPart;
    private final WaitingRoom forRest;
    private final long target;

    private final Deque<Segment> listed = new ArrayDeque<>();
    private final Deque<Segment> fading = new ArrayDeque<>();
    private final Deque<Segment> warm = new ArrayDeque<>();
    private final Map<Long, Segment> segments = new HashMap<>();
    private final Map<Long, Part> parts = new HashMap<>();
    private final Map<Integer, ByteBuf> headers = new HashMap<>();
    private @Nullable Segment open;
    private @Nullable PlaylistText full;
    private @Nullable PlaylistText delta;
    private long nextMsn;
    private long nextPart;
    private long partTarget;
    private long peak;
    private boolean ended;
    private boolean closed;
    private volatile long position = -1;
    private volatile Opening opening = new Opening(-1, -1, 0);

    /**
     * Where its newest segment begins.
     *
     * @param run -1 if there is none yet
     * @param start in microseconds of the run
     */
    record Opening(int run, long msn, long start) {}

    /** What a rendition must know of the others. */
    interface Neighbourhood {

        /** Three times the longest part, the same for all playlists. */
        long partHoldBack(long partTarget);

        List<MediaPlaylist.Report> reports(Rendition asking);
    }

    Rendition(
            ProgramTrack track,
            PackagerSettings settings,
            Shelf shelf,
            PackagerCounts counts,
            Neighbourhood neighbourhood) {
        this.track = track;
        this.settings = settings;
        this.shelf = shelf;
        this.counts = counts;
        this.neighbourhood = neighbourhood;
        this.forPlaylist = new WaitingRoom(settings.waiting());
        this.forPart = new WaitingRoom(settings.waiting());
        this.forRest = new WaitingRoom(settings.waiting());
        this.target = settings.target().toNanos() / 1_000;
    }

    ProgramTrack track() {
        return track;
    }

    /** The last part that is there; -1 if there is none. */
    long position() {
        return position;
    }

    int waiting() {
        return forPlaylist.size() + forPart.size() + forRest.size();
    }

    Opening opening() {
        return opening;
    }

    /** How long parts are at most, in microseconds; 0 while nobody knows. */
    synchronized long partTarget() {
        return partTarget;
    }

    /** The oldest segment that is listed. */
    synchronized long oldest() {
        return listed.isEmpty() ? nextMsn : listed.getFirst().msn();
    }

    synchronized long peak() {
        return peak;
    }

    /** A run begins: what comes has this header. */
    void begin(int run, ByteBuf header) {
        WaitingRoom.Calls calls;
        WaitingRoom.Calls rest;
        synchronized (this) {
            if (open != null) {
                complete();
                position = Position.of(nextMsn - 1, Position.WHOLE);
                changed();
            }
            headers.put(run, header);
            calls = forPlaylist.reached(position);
            rest = forRest.reached(position);
        }
        rest.make();
        calls.make();
    }

    /**
     * Owns the chunk's bytes from here on.
     *
     * @return whether a segment begins with it
     */
    boolean take(ProgramChunk chunk, int run, Instant origin) {
        WaitingRoom.Calls playlists;
        WaitingRoom.Calls hinted;
        WaitingRoom.Calls rest;
        boolean opened;
        synchronized (this) {
            if (ended || (open == null && !chunk.independent() && track.kind() == ProgramTrack.Kind.VIDEO)) {
                counts.dropped.increment();
                chunk.bytes().release();
                return false;
            }
            add(chunk, run, origin);
            opened = Objects.requireNonNull(open).parts().size() == 1;
            changed();
            playlists = forPlaylist.reached(position);
            hinted = forPart.reached(nextPart - 1);
            rest = forRest.reached(position);
            if (!playlists.isEmpty()) {
                current(false); // here, and not on the loops of those who wait for it together
            }
        }
        hinted.make();
        rest.make();
        playlists.make();
        return opened;
    }

    /** Calls when the first segment is whole: at once if it is. */
    void whenWhole(Executor loop, Consumer<News> called) {
        long first = Position.of(0, Position.WHOLE);
        if (position >= first || closed()) {
            called.accept(News.IT_IS_THERE);
        } else if (!forRest.enter(first, System.nanoTime(), loop, called)) {
            called.accept(News.TOO_LONG);
        }
    }

    private synchronized boolean closed() {
        return ended;
    }

    private void add(ProgramChunk chunk, int run, Instant origin) {
        if (open != null && isCutBefore(open, chunk)) {
            complete();
        }
        if (open == null) {
            open = new Segment(nextMsn++, run, origin.plus(chunk.start(), ChronoUnit.MICROS), chunk.start());
            opening = new Opening(run, open.msn(), chunk.start());
            segments.put(open.msn(), open);
            warm.add(open);
        }
        Part part = new Part(nextPart++, chunk.duration(), chunk.independent(), chunk.bytes());
        open.add(part);
        parts.put(part.number(), part);
        position = Position.of(open.msn(), open.parts().size() - 1);
        counts.parts.increment();
        counts.memory.addAndGet(part.bytes().readableBytes());
        if (partTarget > 0 && part.duration() > partTarget) {
            counts.overlong.increment();
        }
    }

    /** Sound is cut where it is nearest to the pictures' cuts; pictures at keyframes alone, unless none comes. */
    private boolean isCutBefore(Segment segment, ProgramChunk chunk) {
        if (segment.parts().size() >= MOST_PARTS) {
            return true;
        }
        if (track.kind() == ProgramTrack.Kind.AUDIO) {
            return chunk.start() - boundary(segment) >= -chunk.duration() / 2;
        }
        if (chunk.independent() && segment.duration() >= target * 4 / 5) {
            return true;
        }
        boolean late = segment.duration() + chunk.duration() >= target + target / 4;
        if (late) {
            counts.cutBlindly.increment();
        }
        return late;
    }

    private long boundary(Segment segment) {
        long begun = (segment.start() + target / 4) / target;
        return (begun + 1) * target;
    }

    private void complete() {
        Segment segment = open;
        if (segment == null) {
            return;
        }
        open = null;
        listed.add(segment);
        peak = Math.max(peak, segment.bytes() * 8_000_000L / Math.max(segment.duration(), target / 2));
        if (partTarget == 0) {
            long longest =
                    segment.parts().stream().mapToLong(Part::duration).max().orElse(target);
            partTarget = longest + longest / 20;
        }
        shelf.put(nameOf(segment), segment.content(), kept -> shelved(segment, kept));
        slide();
    }

    private String nameOf(Segment segment) {
        return track.name() + "-" + segment.msn();
    }

    private void shelved(Segment segment, boolean kept) {
        if (kept) {
            synchronized (this) {
                segment.shelved();
                cool(WARM);
            }
        } else {
            counts.notShelved.increment();
        }
    }

    private void slide() {
        long window = settings.window().toNanos() / 1_000;
        fade(listed, window, fading::add);
        fade(fading, window, this::forget);
        cool(WARM);
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
        leaveMemory(segment);
        shelf.remove(nameOf(segment));
        int oldest = listed.isEmpty() ? segment.run() : listed.getFirst().run();
        headers.keySet().removeIf(run -> run < Math.min(oldest, segment.run()));
    }

    private void cool(int most) {
        while (warm.size() > most && warm.getFirst().isShelved()) {
            leaveMemory(warm.removeFirst());
        }
    }

    private void leaveMemory(Segment segment) {
        if (segment.isInMemory()) {
            segment.parts().forEach(part -> parts.remove(part.number()));
            counts.memory.addAndGet(-segment.bytes());
            segment.leaveMemory();
        }
    }

    /** Memory is short: the oldest segment leaves it, kept elsewhere or not. False if there is but the newest. */
    synchronized boolean relieve() {
        if (warm.size() <= 3) {
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
        changed();
    }

    private void changed() {
        if (full != null) {
            full.release();
            full = null;
        }
        if (delta != null) {
            delta.release();
            delta = null;
        }
    }

    private PlaylistText current(boolean asDelta) {
        PlaylistText known = asDelta ? delta : full;
        if (known != null) {
            return known;
        }
        PlaylistText fresh = new PlaylistText(MediaPlaylist.of(
                new MediaPlaylist.Content(
                        target,
                        partTarget,
                        neighbourhood.partHoldBack(partTarget),
                        listed,
                        open,
                        nextMsn,
                        nextPart,
                        ended,
                        neighbourhood.reports(this)),
                asDelta));
        if (asDelta) {
            delta = fresh;
        } else {
            full = fresh;
        }
        return fresh;
    }

    void playlist(Wanted wanted, long now, Executor loop, Consumer<Reply> taker) {
        Reply reply;
        synchronized (this) {
            reply = closed ? Reply.notFound() : ended ? written(wanted) : unlessEarly(wanted, now, loop, taker);
        }
        if (reply != null) {
            taker.accept(reply);
        }
    }

    private @Nullable Reply unlessEarly(Wanted wanted, long now, Executor loop, Consumer<Reply> taker) {
        if (wanted.blocks() && isFarOff(wanted)) {
            return Reply.refused("That is more than two segments, or too many parts, ahead of what there is.");
        }
        long first = Position.of(0, Position.WHOLE); // a playlist without a segment is of no use to anybody
        long until = wanted.blocks()
                ? Math.max(first, Position.of(wanted.msn(), wanted.part() < 0 ? Position.WHOLE : wanted.part()))
                : first;
        if (position >= until) {
            return written(wanted);
        }
        boolean entered = forPlaylist.enter(until, now, loop, news -> taker.accept(afterwards(wanted, news)));
        return entered ? null : Reply.unavailable("Too many wait for this already.");
    }

    private boolean isFarOff(Wanted wanted) {
        long last = listed.isEmpty()
                ? nextMsn - 1 - (open == null ? 0 : 1)
                : listed.getLast().msn();
        if (wanted.msn() > last + 2) {
            return true;
        }
        // rfc8216bis §6.2.5.2: three parts of a second or more, or as many shorter ones as make three seconds
        long advance = partTarget == 0 ? Position.MOST_PARTS : Math.max(3, 3_000_000 / partTarget + 1);
        long there = open != null && open.msn() == wanted.msn() ? open.parts().size() : 0;
        long whole = partTarget == 0 ? 0 : target / partTarget;
        return wanted.msn() > last && wanted.part() > Math.max(there, whole) + advance;
    }

    private Reply afterwards(Wanted wanted, News news) {
        if (news == News.TOO_LONG) {
            return Reply.unavailable("What was asked for has not come in time.");
        }
        synchronized (this) {
            return closed ? Reply.notFound() : written(wanted);
        }
    }

    private Reply written(Wanted wanted) {
        String tag = settings.key() + '-' + track.name() + '-' + position + (wanted.skip() ? "-delta" : "");
        int maxAge = ended ? LONG : wanted.blocks() ? (int) settings.target().toSeconds() * 6 : 1;
        return current(wanted.skip() && !ended).reply(Reply.Content.PLAYLIST, wanted.gzip(), maxAge, tag);
    }

    void part(long number, long now, Executor loop, Consumer<Reply> taker) {
        Reply reply;
        synchronized (this) {
            Part part = parts.get(number);
            if (part != null) {
                reply = media(part);
            } else if (number != nextPart || ended || closed) {
                reply = Reply.notFound();
            } else if (forPart.enter(number, now, loop, news -> taker.accept(hinted(number, news)))) {
                return;
            } else {
                reply = Reply.unavailable("Too many wait for this already.");
            }
        }
        taker.accept(reply);
    }

    private synchronized Reply hinted(long number, News news) {
        Part part = parts.get(number);
        if (part != null) {
            return media(part);
        }
        return news == News.TOO_LONG ? Reply.unavailable("The part has not come in time.") : Reply.notFound();
    }

    private Reply media(Part part) {
        return Reply.of(content(), LONG, tag("p", part.number()), part.bytes().retainedDuplicate());
    }

    /** The one that is being made goes out part by part; the next one is waited for: players ask for it when it is due. */
    void segment(long msn, Executor loop, Consumer<Reply> taker) {
        Reply reply;
        synchronized (this) {
            Segment segment = segments.get(msn);
            if (segment == null) {
                if (msn != nextMsn || ended) {
                    reply = Reply.notFound();
                } else if (forRest.enter(
                        Position.of(msn, 0), System.nanoTime(), loop, news -> begun(msn, news, loop, taker))) {
                    return;
                } else {
                    reply = Reply.unavailable("Too many wait for this already.");
                }
            } else if (segment == open) {
                reply = growing(segment, loop);
            } else if (segment.isInMemory()) {
                reply = Reply.of(content(), LONG, tag("s", msn), segment.content());
            } else {
                shelf.get(nameOf(segment), bytes -> loop.execute(() -> taker.accept(fetched(msn, bytes))));
                return;
            }
        }
        taker.accept(reply);
    }

    private void begun(long msn, News news, Executor loop, Consumer<Reply> taker) {
        if (news == News.TOO_LONG) {
            taker.accept(Reply.unavailable("The segment has not begun in time."));
        } else {
            segment(msn, loop, taker);
        }
    }

    private Reply growing(Segment segment, Executor loop) {
        List<ByteBuf> beginning = segment.content();
        return new Reply(
                Reply.Outcome.FOUND,
                content(),
                LONG,
                false,
                tag("s", segment.msn()),
                beginning,
                "",
                new Growing(this, segment, loop, beginning.size()));
    }

    /** What has come of a segment after the first {@code taken} of its parts. */
    void rest(Segment segment, int taken, Executor loop, Consumer<Sequel.Step> taker) {
        Sequel.Step step;
        synchronized (this) {
            if (closed || !segment.isInMemory()) {
                step = Sequel.Step.broken();
            } else if (segment != open) {
                step = new Sequel.Step(Sequel.Kind.END, segment.content(taken));
            } else if (segment.parts().size() > taken) {
                step = new Sequel.Step(Sequel.Kind.MORE, segment.content(taken));
            } else if (forRest.enter(
                    Position.of(segment.msn(), taken),
                    System.nanoTime(),
                    loop,
                    news -> restAfter(news, segment, taken, loop, taker))) {
                return;
            } else {
                step = Sequel.Step.broken();
            }
        }
        taker.accept(step);
    }

    private void restAfter(News news, Segment segment, int taken, Executor loop, Consumer<Sequel.Step> taker) {
        if (news == News.TOO_LONG) {
            taker.accept(Sequel.Step.broken());
        } else {
            rest(segment, taken, loop, taker);
        }
    }

    private Reply fetched(long msn, @Nullable ByteBuf bytes) {
        return bytes == null
                ? Reply.unavailable("The disk does not keep up.")
                : Reply.of(content(), LONG, tag("s", msn), bytes);
    }

    void header(int run, Consumer<Reply> taker) {
        ByteBuf header;
        synchronized (this) {
            header = headers.get(run);
        }
        taker.accept(
                header == null
                        ? Reply.notFound()
                        : Reply.of(content(), LONG, tag("init", run), header.retainedDuplicate()));
    }

    private Reply.Content content() {
        return track.kind() == ProgramTrack.Kind.VIDEO ? Reply.Content.VIDEO : Reply.Content.AUDIO;
    }

    private String tag(String what, long number) {
        return settings.key() + '-' + track.name() + '-' + what + number;
    }

    /** Lets those go who have waited since before {@code before}. */
    void dismiss(long before) {
        forPlaylist.overdue(before).make();
        forPart.overdue(before).make();
        forRest.overdue(before).make();
    }

    void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            complete();
            ended = true;
            position = Position.of(Math.max(0, nextMsn - 1), Position.WHOLE);
            changed();
        }
        forPart.reached(Long.MAX_VALUE).make();
        forRest.reached(Long.MAX_VALUE).make();
        forPlaylist.reached(Long.MAX_VALUE).make();
    }

    void close() {
        synchronized (this) {
            ended = true;
            closed = true;
            open = null;
            segments.values().forEach(this::leaveMemory);
            segments.clear();
            listed.clear();
            fading.clear();
            warm.clear();
            headers.clear();
            changed();
        }
        forPart.reached(Long.MAX_VALUE).make();
        forRest.reached(Long.MAX_VALUE).make();
        forPlaylist.reached(Long.MAX_VALUE).make();
    }
}
