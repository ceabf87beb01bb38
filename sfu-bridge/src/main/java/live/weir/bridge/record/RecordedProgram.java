package live.weir.bridge.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import live.weir.bridge.hls.Manifest;
import live.weir.bridge.hls.MultivariantPlaylist;
import live.weir.bridge.hls.Playback;
import live.weir.bridge.hls.Reply;
import live.weir.bridge.hls.Wanted;
import live.weir.bridge.program.ProgramTrack;
import live.weir.bridge.record.RecordingIndex.Piece;
import live.weir.bridge.record.RecordingIndex.Run;
import live.weir.bridge.record.RecordingIndex.Track;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A recording, or a part of one, to be played: the very bytes that went out live.
 *
 * <p>Addresses: {@code index.m3u8}, {@code manifest.mpd}, {@code picture.jpg}, {@code sprites.vtt} and {@code sprites{number}.jpg}, {@code {track}/index.m3u8}, {@code {track}/init{run}.mp4},
 * {@code {track}/r{run}s{number}.m4s}, where segments are numbered through the whole recording, whatever part of it is shown.
 */
public final class RecordedProgram implements Playback {

    private static final Logger log = LoggerFactory.getLogger(RecordedProgram.class);
    private static final long SEGMENT = 2_000_000;
    private static final int LONG = 86_400;
    private static final int SHORT = 10;

    private final RecordingFiles files;
    private final Scheduler threads;
    private final String key;
    private final boolean complete;
    private final List<Run> runs;
    private final Map<String, Track> tracks = new LinkedHashMap<>();
    private final Map<String, List<Stretch>> segments = new LinkedHashMap<>();

    /** A segment: pieces that lie one after another in a file. */
    record Stretch(Run run, int number, long from, List<Piece> pieces) {

        long duration() {
            return pieces.stream().mapToLong(Piece::duration).sum();
        }

        long offset() {
            return pieces.get(0).offset();
        }

        int bytes() {
            return pieces.stream().mapToInt(Piece::bytes).sum();
        }
    }

    private RecordedProgram(RecordingFiles files, Executor threads, String key, boolean complete, List<Run> runs) {
        this.files = files;
        this.threads = Schedulers.fromExecutor(threads);
        this.key = key;
        this.complete = complete;
        this.runs = runs;
    }

    /**
     * Reads what there is.
     *
     * @param threads for what takes a while to compute
     * @param key stands in the tags of all that is served
     * @param complete whether nothing more is written to it
     * @param from of what is shown, in milliseconds from the recording's beginning
     * @param to its end; {@link Long#MAX_VALUE} for all there is
     */
    public static Mono<RecordedProgram> open(
            RecordingFiles files, Executor threads, String key, boolean complete, long from, long to) {
        return files.contents().publishOn(Schedulers.fromExecutor(threads)).map(contents -> {
            RecordedProgram program = new RecordedProgram(files, threads, key, complete, RecordingIndex.read(contents));
            program.cut(from * 1_000, to == Long.MAX_VALUE ? to : to * 1_000);
            return program;
        });
    }

    /** Ranges are moved outwards to where segments begin and end, which in all tracks are the same. */
    private void cut(long from, long to) {
        for (Run run : runs) {
            tracks.putAll(run.tracks());
        }
        long before = 0;
        for (Run run : runs) {
            long length = 0;
            for (String name : run.tracks().keySet()) {
                List<Stretch> shown = segments.computeIfAbsent(name, track -> new ArrayList<>());
                long end = 0;
                for (Stretch stretch : stretches(run, run.pieces().getOrDefault(name, List.of()))) {
                    long at = before + stretch.from();
                    end = stretch.from() + stretch.duration();
                    if (at + stretch.duration() > from && at < to) {
                        shown.add(stretch);
                    }
                }
                length = Math.max(length, end);
            }
            before += length;
        }
        segments.values().removeIf(List::isEmpty);
        tracks.keySet().retainAll(segments.keySet());
    }

    private static List<Stretch> stretches(Run run, List<Piece> pieces) {
        List<Stretch> stretches = new ArrayList<>();
        List<Piece> open = new ArrayList<>();
        long begun = 0;
        for (Piece piece : pieces) {
            boolean gap = !open.isEmpty()
                    && piece.offset()
                            != open.get(open.size() - 1).offset()
                                    + open.get(open.size() - 1).bytes();
            boolean full = piece.independent() && !open.isEmpty() && piece.start() - begun >= SEGMENT * 4 / 5;
            if (gap || full) {
                stretches.add(new Stretch(run, stretches.size(), begun, List.copyOf(open)));
                open.clear();
            }
            if (open.isEmpty()) {
                begun = piece.start();
            }
            open.add(piece);
        }
        if (!open.isEmpty()) {
            stretches.add(new Stretch(run, stretches.size(), begun, List.copyOf(open)));
        }
        return stretches;
    }

    public boolean isEmpty() {
        return segments.isEmpty();
    }

    /** In milliseconds. */
    public long duration() {
        return segments.values().stream()
                        .mapToLong(
                                all -> all.stream().mapToLong(Stretch::duration).sum())
                        .max()
                        .orElse(0)
                / 1_000;
    }

    Map<String, Track> tracks() {
        return tracks;
    }

    List<Stretch> segments(String track) {
        return segments.getOrDefault(track, List.of());
    }

    RecordingFiles files() {
        return files;
    }

    private Sprites sprites() {
        List<Stretch> shown = tracks.values().stream()
                .filter(track -> track.kind() == ProgramTrack.Kind.VIDEO)
                .findFirst()
                .map(track -> segments(track.name()))
                .orElse(List.of());
        return new Sprites(files, threads, complete, shown);
    }

    @Override
    public void ask(Wanted wanted, Executor loop, Consumer<Reply> taker) {
        String path = wanted.path();
        int slash = path.indexOf('/');
        if (path.equals("index.m3u8")) {
            taker.accept(isEmpty() ? Reply.notFound() : multivariant());
        } else if (path.equals(Manifest.NAME)) {
            taker.accept(
                    isEmpty()
                            ? Reply.notFound()
                            : text(new RecordedManifest(this).write(), "mpd", Reply.Content.MANIFEST));
        } else if (path.equals("picture.jpg")) {
            read("picture.jpg", 0, -1, Reply.Content.PICTURE, "picture", loop, taker);
        } else if (path.equals("sprites.vtt")) {
            taker.accept(text(sprites().cues(), "sprites", Reply.Content.TEXT_TRACK));
        } else if (path.startsWith("sprites")) {
            askSheet(path, loop, taker);
        } else if (slash > 0 && segments.containsKey(path.substring(0, slash))) {
            askTrack(path.substring(0, slash), path.substring(slash + 1), loop, taker);
        } else {
            taker.accept(Reply.notFound());
        }
    }

    private void askSheet(String path, Executor loop, Consumer<Reply> taker) {
        Sprites sprites = sprites();
        for (int sheet = 0; sheet < sprites.sheets(); sheet++) {
            if (path.equals(Sprites.name(sheet))) {
                int wanted = sheet;
                String name = path + '-' + sprites.pictures(); // while it grows, each is another
                read(sprites.sheet(wanted), Reply.Content.PICTURE, name, loop, taker);
                return;
            }
        }
        taker.accept(Reply.notFound());
    }

    private void askTrack(String track, String file, Executor loop, Consumer<Reply> taker) {
        if (file.equals("index.m3u8")) {
            taker.accept(text(playlist(track), track));
            return;
        }
        for (Stretch stretch : segments(track)) {
            if (file.equals(nameOf(stretch))) {
                String data = RecordingIndex.file(stretch.run().number(), track);
                read(data, stretch.offset(), stretch.bytes(), content(track), track + file, loop, taker);
                return;
            }
        }
        for (Run run : runs) {
            Track header = run.tracks().get(track);
            if (header != null && file.equals("init" + run.number() + ".mp4")) {
                String data = RecordingIndex.file(run.number(), track);
                read(data, 0, header.header(), content(track), track + file, loop, taker);
                return;
            }
        }
        taker.accept(Reply.notFound());
    }

    private Reply.Content content(String track) {
        Track known = tracks.get(track);
        return known != null && known.kind() == ProgramTrack.Kind.AUDIO ? Reply.Content.AUDIO : Reply.Content.VIDEO;
    }

    private static String nameOf(Stretch stretch) {
        return "r" + stretch.run().number() + "s" + stretch.number() + ".m4s";
    }

    private Reply multivariant() {
        List<MultivariantPlaylist.Variant> variants = new ArrayList<>();
        tracks.keySet()
                .forEach(name ->
                        variants.add(new MultivariantPlaylist.Variant(track(name), name + "/index.m3u8", peak(name))));
        return text(MultivariantPlaylist.of(variants), "index");
    }

    ProgramTrack track(String name) {
        Track track = Objects.requireNonNull(tracks.get(name));
        return new ProgramTrack(
                name,
                track.kind(),
                track.codecs(),
                track.width(),
                track.height(),
                track.frameRate(),
                track.bitrate(),
                track.channels(),
                Unpooled.EMPTY_BUFFER);
    }

    long peak(String track) {
        return segments(track).stream()
                .mapToLong(stretch -> stretch.bytes() * 8_000_000L / Math.max(stretch.duration(), SEGMENT / 2))
                .max()
                .orElse(0);
    }

    private CharSequence playlist(String track) {
        List<Stretch> all = segments(track);
        long longest = all.stream().mapToLong(Stretch::duration).max().orElse(SEGMENT);
        StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:")
                .append(Math.max(1, Math.round(longest / 1e6)))
                .append("\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-MEDIA-SEQUENCE:0\n");
        int run = -1;
        for (Stretch stretch : all) {
            int now = stretch.run().number();
            if (now != run) {
                text.append(run < 0 ? "" : "#EXT-X-DISCONTINUITY\n")
                        .append("#EXT-X-MAP:URI=\"init")
                        .append(now)
                        .append(".mp4\"\n");
            }
            run = now;
            text.append("#EXT-X-PROGRAM-DATE-TIME:")
                    .append(stretch.run().origin().plusMillis(stretch.from() / 1_000))
                    .append(String.format(java.util.Locale.ROOT, "\n#EXTINF:%.5f,\n", stretch.duration() / 1e6))
                    .append(nameOf(stretch))
                    .append('\n');
        }
        return text.append("#EXT-X-ENDLIST\n");
    }

    private Reply text(CharSequence text, String name) {
        return text(text, name, Reply.Content.PLAYLIST);
    }

    private Reply text(CharSequence text, String name, Reply.Content content) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
        String tag = key + '-' + name + '-' + Integer.toHexString(bytes.hashCode());
        return new Reply(Reply.Outcome.FOUND, content, complete ? SHORT * 6 : SHORT, false, tag, List.of(bytes), "");
    }

    private void read(
            String file,
            long offset,
            int length,
            Reply.Content content,
            String name,
            Executor loop,
            Consumer<Reply> taker) {
        read(files.read(file, offset, length), content, name, loop, taker);
    }

    /** Whoever asks owns the call: it ends with the answer, whatever happens. */
    private void read(Mono<ByteBuf> reading, Reply.Content content, String name, Executor loop, Consumer<Reply> taker) {
        reading.map(bytes -> found(bytes, content, name))
                .switchIfEmpty(Mono.fromSupplier(Reply::notFound))
                .onErrorResume(error -> Mono.just(missing(error)))
                .subscribe(
                        reply -> loop.execute(() -> taker.accept(reply)),
                        error -> log.error("An answer was lost", error));
    }

    private Reply found(ByteBuf bytes, Reply.Content content, String name) {
        int maxAge = content == Reply.Content.PICTURE && !complete ? SHORT : LONG;
        return new Reply(Reply.Outcome.FOUND, content, maxAge, false, key + '-' + name, List.of(bytes), "");
    }

    private static Reply missing(Throwable error) {
        if (error instanceof NoSuchFileException) {
            return Reply.notFound();
        }
        return Reply.unavailable(
                error instanceof RejectedExecutionException
                        ? "The disk does not keep up."
                        : "The recording cannot be read at present.");
    }
}
