package live.weir.bridge.hls;

import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import live.weir.bridge.hls.WaitingRoom.News;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramTrack;
import org.jspecify.annotations.Nullable;

/**
 * One rung, or the sound: takes its chunks, cuts them into segments, and answers players from its {@link Window}.
 *
 * <p>Its monitor guards all of it, and is held for moments: to add, to look up, and by the first who needs a new version of
 * the playlist to write it. What the maker does comes one after another by a lock around that, {@code intake}: so parts are
 * encrypted while players look up.
 */
final class Rendition {

    private static final int LONG = 3_600;

    private final ProgramTrack track;
    private final PackagerSettings settings;
    private final KeyRing keys;
    private final long salt;
    private final PackagerCounts counts;
    private final Neighbourhood neighbourhood;
    private final WaitingRoom forPlaylist;
    private final WaitingRoom forPart;
    private final WaitingRoom forRest;
    private final long target;
    private final Cuts cuts;
    private final Object intake = new Object();

    private final Window window;
    private @Nullable Segment open;
    private @Nullable PlaylistText full;
    private @Nullable PlaylistText delta;
    private long nextMsn;
    private long nextPart;
    private long partTarget;
    private long peak;
    private boolean ended;
    private @Nullable Reply gone;
    private volatile long position = -1;
    private volatile Opening opening;

    /**
     * Where its newest segment begins.
     *
     * @param run -1 if there is none yet; then its number is the one before the first
     * @param start in microseconds of the run
     * @param locked whether it is encrypted
     */
    record Opening(int run, long msn, long start, boolean locked) {}

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
            KeyRing keys,
            PackagerCounts counts,
            Neighbourhood neighbourhood) {
        this.track = track;
        this.settings = settings;
        this.keys = keys;
        this.salt = keys.salt();
        this.counts = counts;
        this.neighbourhood = neighbourhood;
        this.window = new Window(track.name(), settings, shelf, keys, counts, this);
        this.forPlaylist = new WaitingRoom(settings.waiting());
        this.forPart = new WaitingRoom(settings.waiting());
        this.forRest = new WaitingRoom(settings.waiting());
        this.target = settings.target().toNanos() / 1_000;
        this.cuts = new Cuts(track.kind(), target, counts);
        this.nextMsn = settings.from().msn();
        this.nextPart = settings.from().part();
        this.opening = new Opening(-1, nextMsn - 1, 0, false);
    }

    ProgramTrack track() {
        return track;
    }

    /** The last part that is there; -1 if there is none. */
    long position() {
        return position;
    }

    Opening opening() {
        return opening;
    }

    int waiting() {
        return forPlaylist.size() + forPart.size() + forRest.size();
    }

    /** The number of the first segment that playlists name. */
    synchronized long oldest() {
        return window.listed().isEmpty() ? nextMsn : window.listed().getFirst().msn();
    }

    /** How long parts are at most, in microseconds; 0 while nobody knows. */
    synchronized long partTarget() {
        return partTarget;
    }

    synchronized long peak() {
        return peak;
    }

    /** A run begins: what comes has this header. */
    void begin(int run, ByteBuf header) {
        WaitingRoom.Calls calls;
        WaitingRoom.Calls rest;
        synchronized (intake) {
            synchronized (this) {
                if (open != null) {
                    complete();
                    position = Position.of(nextMsn - 1, Position.WHOLE);
                    changed();
                }
                window.put(run, header);
                calls = forPlaylist.reached(position);
                rest = forRest.reached(position);
            }
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
        synchronized (intake) {
            Place place = placeOf(chunk);
            if (place == null) {
                counts.dropped.increment();
                chunk.bytes().release();
                return false;
            }
            SegmentLock lock = place.lock();
            if (lock == null) {
                return add(chunk, chunk.bytes(), null, place, run, origin);
            }
            boolean opened = add(chunk, lock.part(chunk.bytes()), lock.addition(chunk.bytes()), place, run, origin);
            chunk.bytes().release();
            return opened;
        }
    }

    /** Where a chunk belongs: to a segment that begins with it, or to the one that is open. */
    private record Place(boolean begins, @Nullable SegmentLock lock) {}

    /** Null if it belongs nowhere. */
    private synchronized @Nullable Place placeOf(ProgramChunk chunk) {
        if (ended || (open == null && !chunk.independent() && track.kind() == ProgramTrack.Kind.VIDEO)) {
            return null;
        }
        return open == null || cuts.isBefore(chunk, open)
                ? new Place(true, keys.lockOf(salt, nextMsn))
                : new Place(false, open.lock());
    }

    /**
     * Returns whether a segment begins with it.
     *
     * @param addition to the whole, where that is encrypted
     */
    private boolean add(
            ProgramChunk chunk, ByteBuf bytes, @Nullable ByteBuf addition, Place place, int run, Instant origin) {
        WaitingRoom.Calls playlists;
        WaitingRoom.Calls hinted;
        WaitingRoom.Calls rest;
        boolean opened;
        synchronized (this) {
            if (ended) { // while it was encrypted
                counts.dropped.increment();
                bytes.release();
                give(addition, place);
                return false;
            }
            opened = place.begins() || open == null;
            Segment segment = open == null || opened ? begin(chunk, run, origin, place.lock()) : open;
            add(new Part(nextPart++, chunk.duration(), chunk.independent(), bytes), addition, segment);
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

    private void give(@Nullable ByteBuf addition, Place place) {
        if (addition != null) {
            addition.release();
        }
        if (place.begins() && place.lock() != null) {
            keys.giveBack(place.lock());
        }
    }

    private Segment begin(ProgramChunk chunk, int run, Instant origin, @Nullable SegmentLock lock) {
        complete();
        Segment begun = new Segment(nextMsn++, run, origin.plus(chunk.start(), ChronoUnit.MICROS), chunk.start(), lock);
        open = begun;
        opening = new Opening(run, begun.msn(), chunk.start(), lock != null);
        window.open(begun);
        return begun;
    }

    private void add(Part part, @Nullable ByteBuf addition, Segment segment) {
        window.add(segment, part, addition);
        position = Position.of(segment.msn(), segment.parts().size() - 1);
        counts.parts.increment();
        if (partTarget > 0 && part.duration() > partTarget) {
            counts.overlong.increment();
        }
    }

    private void complete() {
        Segment segment = open;
        if (segment == null) {
            return;
        }
        open = null;
        if (partTarget == 0) {
            long longest =
                    segment.parts().stream().mapToLong(Part::duration).max().orElse(target);
            partTarget = longest + longest / 20;
        }
        window.complete(segment);
        peak = Math.max(peak, segment.bytes() * 8_000_000L / Math.max(segment.duration(), target / 2));
    }

    /** Memory is short. False if nothing can be given back. */
    synchronized boolean relieve() {
        boolean relieved = window.relieve();
        if (relieved) {
            changed();
        }
        return relieved;
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
                        window.listed(),
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
            reply = gone != null ? gone : ended ? written(wanted) : unlessEarly(wanted, now, loop, taker);
        }
        if (reply != null) {
            taker.accept(reply);
        }
    }

    private @Nullable Reply unlessEarly(Wanted wanted, long now, Executor loop, Consumer<Reply> taker) {
        if (wanted.blocks() && isFarOff(wanted)) {
            return Reply.refused("That is more than two segments, or too many parts, ahead of what there is.");
        }
        long first = firstWhole(); // a playlist without a segment is of no use to anybody
        long until = wanted.blocks()
                ? Math.max(first, Position.of(wanted.msn(), wanted.part() < 0 ? Position.WHOLE : wanted.part()))
                : first;
        if (position >= until) {
            return written(wanted);
        }
        boolean entered = forPlaylist.enter(until, now, loop, news -> taker.accept(afterwards(wanted, news)));
        return entered ? null : Reply.crowded();
    }

    private boolean isFarOff(Wanted wanted) {
        long last = window.listed().isEmpty()
                ? nextMsn - 1 - (open == null ? 0 : 1)
                : window.listed().getLast().msn();
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
            return gone != null ? gone : written(wanted);
        }
    }

    private Reply written(Wanted wanted) {
        // Who asks for what was another's to make knows nothing of what is here, and must not be answered so by a cache
        // later.
        boolean isOfOthers = wanted.blocks() && wanted.msn() < settings.from().msn();
        boolean skip = wanted.skip() && !ended && !isOfOthers;
        String tag = settings.key() + '-' + track.name() + '-' + position + (skip ? "-delta" : "");
        int maxAge = ended
                ? LONG
                : wanted.blocks() && !isOfOthers ? (int) settings.target().toSeconds() * 6 : 1;
        return current(skip).reply(Reply.Content.PLAYLIST, wanted.gzip(), maxAge, tag);
    }

    /** Calls when the first segment is whole: at once if it is. */
    void whenWhole(Executor loop, Consumer<News> called) {
        if (position >= firstWhole() || hasEnded()) {
            called.accept(News.IT_IS_THERE);
        } else if (!forRest.enter(firstWhole(), System.nanoTime(), loop, called)) {
            called.accept(News.TOO_LONG);
        }
    }

    private long firstWhole() {
        return Position.of(settings.from().msn(), Position.WHOLE);
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    void part(long number, long now, Executor loop, Consumer<Reply> taker) {
        Reply reply;
        synchronized (this) {
            Part part = window.part(number);
            if (part != null) {
                reply = media(part);
            } else if (number != nextPart || ended) {
                reply = Reply.notFound();
            } else if (forPart.enter(number, now, loop, news -> taker.accept(hinted(number, news)))) {
                return;
            } else {
                reply = Reply.crowded();
            }
        }
        taker.accept(reply);
    }

    private synchronized Reply hinted(long number, News news) {
        Part part = window.part(number);
        if (part != null) {
            return media(part);
        }
        return news == News.TOO_LONG ? Reply.unavailable("The part has not come in time.") : Reply.notFound();
    }

    private Reply media(Part part) {
        return Reply.of(content(), LONG, tag("p", part.number()), part.bytes().retainedDuplicate());
    }

    /**
     * The one that is being made goes out part by part; the next one is waited for: players ask for it when it is due. A locked one
     * is given as a whole alone: its parts are encrypted by themselves.
     */
    void segment(long msn, Executor loop, Consumer<Reply> taker) {
        Reply reply;
        synchronized (this) {
            Segment segment = window.segment(msn);
            if (segment == null) {
                if (msn != nextMsn || ended) {
                    reply = Reply.notFound();
                } else if (waitForBeginning(msn, loop, taker)) {
                    return;
                } else {
                    reply = Reply.crowded();
                }
            } else if (segment == open) {
                reply = segment.lock() == null ? growing(segment, loop) : Reply.notFound();
            } else if (segment.isInMemory()) {
                reply = Reply.of(content(), LONG, tag("s", msn), segment.content());
            } else {
                window.fetch(segment, bytes -> loop.execute(() -> taker.accept(fetched(msn, bytes))));
                return;
            }
        }
        taker.accept(reply);
    }

    /** Who asked in one run must not get what belongs to the next one, which has another header and another time. */
    private boolean waitForBeginning(long msn, Executor loop, Consumer<Reply> taker) {
        int run = opening.run();
        return forRest.enter(Position.of(msn, 0), System.nanoTime(), loop, news -> {
            if (news == News.TOO_LONG) {
                taker.accept(Reply.unavailable("The segment has not begun in time."));
            } else if (run >= 0 && opening.run() != run) {
                taker.accept(Reply.notFound("The program's maker began anew: see the manifest."));
            } else {
                segment(msn, loop, taker);
            }
        });
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
            if (gone != null || !segment.isInMemory()) {
                step = Sequel.Step.broken();
            } else if (segment != open) {
                step = new Sequel.Step(Sequel.Kind.END, segment.partsFrom(taken));
            } else if (segment.parts().size() > taken) {
                step = new Sequel.Step(Sequel.Kind.MORE, segment.partsFrom(taken));
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
            header = window.header(run);
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
        synchronized (intake) {
            if (!conclude()) {
                return;
            }
        }
        letAllGo();
    }

    /** False if it had ended. */
    private synchronized boolean conclude() {
        if (ended) {
            return false;
        }
        complete();
        ended = true;
        position = Position.of(Math.max(0, nextMsn - 1), Position.WHOLE);
        changed();
        return true;
    }

    /** @param farewell what those get who ask for its playlist from now on, or wait for it */
    void close(Reply farewell) {
        synchronized (this) {
            ended = true;
            gone = farewell;
            open = null;
            window.clear();
            changed();
        }
        letAllGo();
    }

    private void letAllGo() {
        forPart.reached(Long.MAX_VALUE).make();
        forRest.reached(Long.MAX_VALUE).make();
        forPlaylist.reached(Long.MAX_VALUE).make();
    }
}
