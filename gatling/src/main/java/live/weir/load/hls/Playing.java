package live.weir.load.hls;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.OpenSession;
import live.weir.load.dsl.Step;
import live.weir.load.http.HttpFailure;
import live.weir.load.http.Reply;
import live.weir.load.measure.Track.Count;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One player. What it does it does one after another; so its state needs no lock. */
final class Playing implements OpenSession {

    private static final Set<Integer> NOT_YET = Set.of(404, 409, 503);
    private static final Duration AGAIN = Duration.ofMillis(300);
    private static final int LARGEST_PLAYLIST = 2 << 20;
    private static final int LARGEST_PIECE = 32 << 20;
    private static final int MOST_FAILURES = 5;
    private static final double LEAVES_ROOM = 0.8;
    private static final double WEIGHT = 0.3;

    private final LoadComponents components;
    private final URI address;
    private final long waitsUntil;
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Disposable.Composite work = Disposables.composite();
    private volatile Step step;
    private volatile boolean closed;
    private volatile @Nullable MediaPlaylist latest;
    private @Nullable Master master;
    private URI rung;
    private int rungIndex;
    private double bitsPerSecond;
    private long msn = -1;
    private int part = -1;
    private int failures;
    private final Playhead playhead = new Playhead();
    private String awaited = "master";

    Playing(Step step, LoadComponents components, URI address, Duration waits) {
        this.step = step;
        this.components = components;
        this.address = address;
        this.rung = address;
        this.waitsUntil = step.startNanos() + waits.toNanos();
    }

    void start() {
        Duration patience = components.protocol().patience();
        work.add(open().then(begin())
                .timeout(patience.multipliedBy(2).plusNanos(Math.max(0, waitsUntil - System.nanoTime())))
                .then(Mono.defer(this::goOn).repeat(() -> !closed && !ended()).then())
                .subscribe(any -> {}, failed -> end(String.valueOf(failed.getMessage()))));
    }

    private boolean ended() {
        MediaPlaylist playlist = latest;
        return playlist != null && playlist.ended();
    }

    private Mono<Void> open() {
        return components
                .http()
                .get(address, Map.of(), components.protocol().patience(), LARGEST_PLAYLIST)
                .flatMap(reply -> {
                    if (NOT_YET.contains(reply.status()) && System.nanoTime() - waitsUntil < 0) {
                        return Mono.delay(AGAIN)
                                .doOnNext(any -> step = step.again())
                                .then(open());
                    }
                    String text = expected(reply).text();
                    if (Master.is(text)) {
                        Master read = Master.parse(text, address);
                        master = read;
                        rungIndex = read.rungs().size() / 2;
                        rung = read.rungs().get(rungIndex).uri();
                    }
                    step.reached("master");
                    awaited = "first picture";
                    return Mono.empty();
                });
    }

    private static Reply expected(Reply reply) {
        if (reply.status() != 200) {
            throw new HttpFailure("The server answered " + reply.describe());
        }
        return reply;
    }

    private Mono<Void> begin() {
        return Mono.defer(() -> reload(rung)).flatMap(playlist -> {
            List<Piece> pieces = playlist.pieces();
            if (pieces.isEmpty()) {
                return Mono.delay(AGAIN).then(begin());
            }
            int from = playlist.beginning();
            URI map = playlist.map();
            Mono<Void> first = map == null ? Mono.empty() : download(map).then();
            return first.thenMany(Flux.fromIterable(List.copyOf(pieces.subList(from, pieces.size())))
                            .concatMap(this::take))
                    .then();
        });
    }

    /** One reload and what it brought. Its failures are borne for a while: a player does not stop for one of them. */
    private Mono<Void> goOn() {
        return Mono.defer(() -> reload(next()))
                .flatMapMany(playlist -> Flux.fromIterable(playlist.pieces()))
                .filter(piece -> piece.isAfter(msn, part))
                .concatMap(this::take)
                .then(Mono.defer(this::rest))
                .doOnSuccess(any -> failures = 0)
                .onErrorResume(failed -> ++failures > MOST_FAILURES
                        ? Mono.error(failed)
                        : Mono.delay(AGAIN.multipliedBy(failures)).then());
    }

    private URI next() {
        MediaPlaylist playlist = latest;
        if (playlist == null || !playlist.blocks()) {
            return rung;
        }
        String query = "_HLS_msn=" + playlist.nextMsn()
                + (playlist.partTargetSeconds() > 0 ? "&_HLS_part=" + playlist.nextPart() : "");
        return URI.create(rung + (rung.getRawQuery() == null ? "?" : "&") + query);
    }

    /** Without blocked reloads one asks again after a while (RFC 8216 §6.3.4). */
    private Mono<Void> rest() {
        MediaPlaylist playlist = latest;
        if (playlist == null || playlist.blocks() || playlist.ended()) {
            return Mono.empty();
        }
        return Mono.delay(Duration.ofMillis((long) (playlist.targetSeconds() * 500)))
                .then();
    }

    private Mono<MediaPlaylist> reload(URI uri) {
        MediaPlaylist before = latest;
        Duration blocked = before == null ? Duration.ZERO : Duration.ofMillis((long) (3000 * before.targetSeconds()));
        return components
                .http()
                .get(uri, Map.of(), components.protocol().patience().plus(blocked), LARGEST_PLAYLIST)
                .map(reply -> MediaPlaylist.parse(expected(reply).text(), rung))
                .doOnNext(playlist -> latest = playlist);
    }

    private Mono<Void> take(Piece piece) {
        return download(piece.uri()).doOnNext(bytes -> taken(piece)).then();
    }

    private Mono<Integer> download(URI uri) {
        long asked = System.nanoTime();
        return components
                .http()
                .get(uri, Map.of(), components.protocol().patience(), LARGEST_PIECE)
                .map(reply -> {
                    int bytes = expected(reply).body().length;
                    double seconds = Math.max(1e-4, (System.nanoTime() - asked) / 1e9);
                    double now = bytes * 8.0 / seconds;
                    bitsPerSecond = bitsPerSecond == 0 ? now : bitsPerSecond + WEIGHT * (now - bitsPerSecond);
                    step.track().count(Count.BYTES, bytes);
                    step.track().count(Count.PACKETS, 1);
                    step.track().took("download", System.nanoTime() - asked);
                    return bytes;
                });
    }

    private void taken(Piece piece) {
        msn = piece.msn();
        part = piece.part() < 0 ? Integer.MAX_VALUE : piece.part();
        long stalled = playhead.arrived(piece, System.nanoTime());
        if (begun.compareAndSet(false, true)) {
            step.track().count(Count.PEERS, 1);
            step.reached("first picture");
            work.add(Flux.interval(Duration.ofSeconds(1)).onBackpressureDrop().subscribe(any -> second()));
            step.nextWith(step.name(), this);
        } else if (stalled > 0) {
            step.track().count(Count.FREEZES, 1);
            step.track().count(Count.FROZEN_MILLIS, stalled / 1e6);
            step.track().took("stall", stalled);
            step.wentWrong("second", "Playing stalled");
        }
        if (piece.part() <= 0) {
            chooseRung();
        }
    }

    /** At the start of a segment, where all rungs have a picture that stands for itself. */
    private void chooseRung() {
        Master ladder = master;
        if (ladder != null && bitsPerSecond > 0) {
            int affordable = ladder.affordable(bitsPerSecond * LEAVES_ROOM);
            if (affordable != rungIndex) {
                rungIndex = affordable;
                rung = ladder.rungs().get(affordable).uri();
                step.track().count(Count.SWITCHES, 1);
            }
        }
    }

    private void second() {
        long latency = playhead.latencyMillis(System.nanoTime(), System.currentTimeMillis());
        if (latency > 0 && !closed) {
            long nanos = TimeUnit.MILLISECONDS.toNanos(latency);
            step.track().took("behind live", nanos);
            step.took("second", nanos);
        }
    }

    void seek(Step seeking, Duration back) {
        MediaPlaylist playlist = latest;
        if (playlist == null || playlist.segments().isEmpty()) {
            seeking.failed("seek", "There is nothing to go back to");
            seeking.nextFailed();
            return;
        }
        List<Piece> segments = playlist.segments();
        double left = back.toMillis() / 1000.0;
        int index = segments.size() - 1;
        while (index > 0 && left > segments.get(index).seconds()) {
            left -= segments.get(index--).seconds();
        }
        work.add(components
                .http()
                .get(segments.get(index).uri(), Map.of(), components.protocol().patience(), LARGEST_PIECE)
                .map(Playing::expected)
                .subscribe(
                        reply -> {
                            seeking.reached("seek");
                            seeking.next();
                        },
                        failed -> {
                            seeking.failed("seek", failed.getMessage());
                            seeking.nextFailed();
                        }));
    }

    private void end(String reason) {
        if (closed) {
            return;
        }
        if (begun.compareAndSet(false, true)) {
            close();
            step.failed(awaited, reason.startsWith("Did not observe") ? "No " + awaited + " in time" : reason);
            step.nextFailed();
        } else if (lost.complete(reason)) {
            step.wentWrong("lost", reason);
        }
    }

    @Override
    public CompletionStage<String> lost() {
        return lost;
    }

    @Override
    public void close() {
        closed = true;
        work.dispose();
    }
}
