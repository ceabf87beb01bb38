package live.weir.bridge.hls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import live.weir.bridge.hls.MediaPlaylist.Report;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramSink;
import live.weir.bridge.program.ProgramTrack;
import org.jspecify.annotations.Nullable;

/**
 * Packs a program for Low-Latency HLS and DASH while it is made, and answers players from memory.
 *
 * <p>Addresses, below the program's own: {@code index.m3u8}, {@code manifest.mpd}, {@code picture.jpg},
 * {@code {key}/{track}/index.m3u8}, {@code …/init{run}.mp4}, {@code …/p{number}.m4s}, {@code …/s{msn}.m4s}, and
 * {@code {key}/k{number}.key}, by which media are encrypted. The first key is another for each broadcast, so that whoever plays one
 * that is gone is told so instead of getting other pictures under old names. Packagers of one broadcast share it, so that players go
 * on when it is made elsewhere; their numbers keep them apart ({@link Numbering}).
 */
public final class Packager implements ProgramSink, Playback, AutoCloseable {

    private static final int LONGEST_NUMBER = 12;
    private static final int KEY_AGE = 60;

    private final PackagerSettings settings;
    private final Shelf shelf;
    private final KeyRing keys;
    private final String prefix;
    private final PackagerCounts counts = new PackagerCounts();
    private final Map<String, Rendition> renditions = new ConcurrentHashMap<>();
    private final Rendition.Neighbourhood neighbourhood = new Neighbours();
    private final WaitingRoom forBeginning;
    private final Eras eras;
    private final LiveManifest manifests;

    private volatile List<Rendition> tracks = List.of();
    private volatile Instant origin = Instant.EPOCH;
    private volatile int run;
    private volatile long partHoldBack;
    private volatile long lastAsked = System.nanoTime();
    private volatile boolean over;
    private volatile boolean ended;
    private @Nullable ByteBuf picture;
    private long pictures;
    private @Nullable PlaylistText manifest;
    private long manifestVersion;

    public Packager(PackagerSettings settings, Shelf shelf) {
        this(settings, shelf, KeyRing.none());
    }

    /** @param keys which segments are encrypted, and by what */
    public Packager(PackagerSettings settings, Shelf shelf, KeyRing keys) {
        this.settings = settings;
        this.shelf = shelf;
        this.keys = keys;
        this.prefix = settings.key() + '/';
        this.forBeginning = new WaitingRoom(settings.waiting());
        this.eras = new Eras(settings.target().toNanos() / 1_000, settings.from());
        this.manifests = new LiveManifest(settings, renditions);
        this.run = settings.from().run() - 1;
    }

    public KeyRing keys() {
        return keys;
    }

    public PackagerCounts counts() {
        return counts;
    }

    /** Requests that are blocked. */
    public int waiting() {
        int waiting = forBeginning.size();
        for (Rendition rendition : renditions.values()) {
            waiting += rendition.waiting();
        }
        return waiting;
    }

    /** When a playlist was last asked for, by {@link System#nanoTime}. */
    public long lastAsked() {
        return lastAsked;
    }

    @Override
    public void begin(ProgramFormat format) {
        int begun = run + 1;
        List<Rendition> now = new ArrayList<>();
        for (ProgramTrack track : format.tracks()) {
            Rendition rendition = renditions.computeIfAbsent(
                    track.name(), name -> new Rendition(track, settings, shelf, keys, counts, neighbourhood));
            rendition.begin(begun, track.initialisation());
            now.add(rendition);
        }
        origin = format.origin();
        run = begun;
        tracks = List.copyOf(now);
        eras.begin(format, begun);
        renditions.values().stream()
                .filter(rendition -> !now.contains(rendition))
                .toList()
                .forEach(this::drop);
        forBeginning.reached(0).make();
    }

    /** A rung that the maker no longer makes: its players choose another. */
    private void drop(Rendition rendition) {
        renditions.remove(rendition.track().name());
        rendition.close(Reply.notFound());
    }

    @Override
    public void chunk(ProgramChunk chunk) {
        if (over || chunk.track() >= tracks.size()) {
            counts.dropped.increment();
            chunk.bytes().release();
            return;
        }
        Rendition rendition = tracks.get(chunk.track());
        long end = chunk.start() + chunk.duration();
        if (rendition.take(chunk, run, origin)) {
            eras.opened(chunk.track(), tracks.stream().map(Rendition::opening).toList());
        }
        eras.reached(chunk.track(), end);
        while (counts.memory() > settings.memory() && relieve()) {
            // each step gives back what one segment of each rendition took
        }
    }

    private boolean relieve() {
        boolean relieved = false;
        for (Rendition rendition : tracks) {
            relieved |= rendition.relieve();
        }
        return relieved;
    }

    @Override
    public synchronized void picture(ByteBuf jpeg) {
        if (picture != null) {
            picture.release();
        }
        picture = jpeg;
        pictures++;
        if (over) {
            picture.release();
            picture = null;
        }
    }

    @Override
    public void end() {
        tracks.forEach(Rendition::end);
        eras.end();
        ended = true;
        forBeginning.reached(Long.MAX_VALUE).make();
    }

    /** To be called now and then: lets those go who have waited for too long. */
    public void tick() {
        long before = System.nanoTime() - settings.patience().toNanos();
        forBeginning.overdue(before).make();
        tracks.forEach(rendition -> rendition.dismiss(before));
        eras.forget(Instant.now().minus(settings.window().multipliedBy(2)));
    }

    @Override
    public void close() {
        over = true;
        renditions.values().forEach(rendition -> rendition.close(Reply.moved()));
        renditions.clear();
        keys.clear();
        forBeginning.reached(Long.MAX_VALUE).make();
        synchronized (this) {
            if (picture != null) {
                picture.release();
                picture = null;
            }
            if (manifest != null) {
                manifest.release();
                manifest = null;
            }
        }
        shelf.close();
    }

    @Override
    public void ask(Wanted wanted, Executor loop, Consumer<Reply> taker) {
        String path = wanted.path();
        if (path.startsWith(prefix)) {
            askRendition(wanted, loop, taker);
        } else if (path.equals("index.m3u8")) {
            lastAsked = System.nanoTime();
            multivariant(loop, taker);
        } else if (path.equals(Manifest.NAME)) {
            lastAsked = System.nanoTime();
            askManifest(wanted, loop, taker);
        } else if (path.equals("picture.jpg")) {
            taker.accept(newestPicture());
        } else {
            taker.accept(Reply.notFound());
        }
    }

    /** Players of whoever made this broadcast before may be here before the first run is. */
    private void askRendition(Wanted wanted, Executor loop, Consumer<Reply> taker) {
        if (!tracks.isEmpty() || over) {
            askRendition(wanted, wanted.path().substring(prefix.length()), loop, taker);
        } else if (!forBeginning.enter(0, System.nanoTime(), loop, news -> askRendition(wanted, loop, taker, news))) {
            taker.accept(Reply.crowded());
        }
    }

    private void askRendition(Wanted wanted, Executor loop, Consumer<Reply> taker, WaitingRoom.News news) {
        if (news == WaitingRoom.News.TOO_LONG) {
            taker.accept(Reply.unavailable("The program has not begun."));
        } else {
            askRendition(wanted, wanted.path().substring(prefix.length()), loop, taker);
        }
    }

    private void askRendition(Wanted wanted, String path, Executor loop, Consumer<Reply> taker) {
        long key = number(path, "k", ".key");
        if (key >= 0) {
            taker.accept(key(key));
            return;
        }
        int slash = path.indexOf('/');
        Rendition rendition = slash < 0 ? null : renditions.get(path.substring(0, slash));
        if (rendition == null) {
            taker.accept(over ? Reply.moved() : Reply.notFound());
            return;
        }
        String file = path.substring(slash + 1);
        if (file.equals("index.m3u8")) {
            long now = System.nanoTime();
            lastAsked = now;
            rendition.playlist(wanted, now, loop, taker);
            return;
        }
        long part = number(file, "p", ".m4s");
        if (part >= 0) {
            rendition.part(part, System.nanoTime(), loop, taker);
            return;
        }
        long msn = number(file, "s", ".m4s");
        if (msn >= 0) {
            lastAsked = System.nanoTime(); // players by DASH compute addresses, and rarely ask what there is
            rendition.segment(msn, loop, taker);
            return;
        }
        rendition.header((int) Math.min(number(file, "init", ".mp4"), Integer.MAX_VALUE), taker);
    }

    /** The number in a file's name, or -1 if it is not such a file. */
    private static long number(String file, String before, String after) {
        int from = before.length();
        int to = file.length() - after.length();
        if (to <= from || to - from > LONGEST_NUMBER || !file.startsWith(before) || !file.endsWith(after)) {
            return -1;
        }
        long number = 0;
        for (int at = from; at < to; at++) {
            int digit = file.charAt(at) - '0';
            if (digit < 0 || digit > 9 || (digit == 0 && at == from && to - from > 1)) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private void multivariant(Executor loop, Consumer<Reply> taker) {
        if (!tracks.isEmpty() || over) {
            taker.accept(multivariant());
        } else if (!forBeginning.enter(0, System.nanoTime(), loop, news -> taker.accept(multivariant()))) {
            taker.accept(Reply.crowded());
        }
    }

    private Reply multivariant() {
        List<Rendition> now = tracks;
        if (over) {
            return Reply.moved();
        }
        if (now.isEmpty()) {
            return Reply.unavailable("The program has not begun.");
        }
        List<MultivariantPlaylist.Variant> variants = now.stream()
                .map(rendition -> new MultivariantPlaylist.Variant(
                        rendition.track(), prefix + rendition.track().name() + "/index.m3u8", rendition.peak()))
                .toList();
        CharSequence text = MultivariantPlaylist.of(variants);
        return Reply.of(
                Reply.Content.PLAYLIST,
                1,
                settings.key() + '-' + Integer.toHexString(text.toString().hashCode()),
                Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    private Reply key(long number) {
        byte[] bytes = number > Integer.MAX_VALUE ? null : keys.bytes((int) number);
        return bytes == null
                ? Reply.notFound()
                : Reply.of(Reply.Content.KEY, KEY_AGE, settings.key() + "-k" + number, Unpooled.wrappedBuffer(bytes));
    }

    private void askManifest(Wanted wanted, Executor loop, Consumer<Reply> taker) {
        if (over) {
            taker.accept(Reply.moved());
        } else if (tracks.isEmpty()) {
            boolean entered =
                    forBeginning.enter(0, System.nanoTime(), loop, news -> manifestAfter(news, wanted, loop, taker));
            if (!entered) {
                taker.accept(Reply.crowded());
            }
        } else {
            tracks.get(0).whenWhole(loop, news -> taker.accept(manifest(wanted, news)));
        }
    }

    private void manifestAfter(WaitingRoom.News news, Wanted wanted, Executor loop, Consumer<Reply> taker) {
        if ((tracks.isEmpty() && !over) || news == WaitingRoom.News.TOO_LONG) {
            taker.accept(Reply.unavailable("The program has not begun."));
        } else {
            askManifest(wanted, loop, taker);
        }
    }

    private Reply manifest(Wanted wanted, WaitingRoom.News news) {
        Eras.Snapshot snapshot = eras.snapshot();
        if (over) {
            return Reply.moved();
        }
        if (news == WaitingRoom.News.TOO_LONG || snapshot == null) {
            return Reply.unavailable("The program has not begun.");
        }
        if (snapshot.isLocked()) {
            return Reply.notFound("What is on air is encrypted, so it is played by HLS alone.");
        }
        synchronized (this) {
            if (over) {
                return Reply.moved();
            }
            long version = snapshot.version() * 2 + (ended ? 1 : 0);
            if (manifest == null || version > manifestVersion) {
                if (manifest != null) {
                    manifest.release();
                }
                manifest = new PlaylistText(manifests.write(snapshot, Instant.now(), ended));
                manifestVersion = version;
            }
            return manifest.reply(Reply.Content.MANIFEST, wanted.gzip(), 1, manifestTag());
        }
    }

    /** Of two that make one broadcast, the versions of the second must not be taken for the first one's. */
    private String manifestTag() {
        return settings.key() + "-mpd" + settings.from().run() + '-' + manifestVersion;
    }

    private synchronized Reply newestPicture() {
        return picture == null
                ? Reply.notFound()
                : Reply.of(Reply.Content.PICTURE, 2, settings.key() + "-i" + pictures, picture.retainedDuplicate());
    }

    private final class Neighbours implements Rendition.Neighbourhood {

        /** The first to write a playlist decides, by the longest part of any rendition that has a whole segment. */
        @Override
        public long partHoldBack(long partTarget) {
            if (partHoldBack == 0) {
                long tenth = 100_000;
                partHoldBack = (3 * partTarget + tenth / 2) / tenth * tenth + tenth;
            }
            return partHoldBack;
        }

        @Override
        public List<Report> reports(Rendition asking) {
            List<Report> reports = new ArrayList<>();
            for (Rendition other : tracks) {
                long position = other == asking ? -1 : other.position();
                if (position >= 0) {
                    reports.add(new Report(other.track().name(), position));
                }
            }
            return reports;
        }
    }
}
