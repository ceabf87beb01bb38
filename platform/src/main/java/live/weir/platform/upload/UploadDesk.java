package live.weir.platform.upload;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import live.weir.bridge.transcode.MovieFault;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.identity.AccountId;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.resilience.Recurring;
import live.weir.platform.web.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/** Takes files in, piece by piece, and keeps the disk tidy. What this node has begun, it ends. */
final class UploadDesk implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(UploadDesk.class);
    private static final Duration ROUND = Duration.ofMinutes(1);
    private static final Duration GONE = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofMinutes(1);

    private final UploadRepository rows;
    private final UploadFiles files;
    private final UploadSettings settings;
    private final Conversions conversions;
    private final NodeRegistry nodes;
    private final Clock clock;
    private final boolean wanted;
    private final Mono<UUID> disk;
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();
    private final Disposable.Swap rounds = Disposables.swap();
    private volatile boolean running;

    UploadDesk(
            UploadRepository rows,
            UploadFiles files,
            UploadSettings settings,
            Conversions conversions,
            NodeRegistry nodes,
            Clock clock,
            boolean wanted) {
        this.rows = rows;
        this.files = files;
        this.settings = settings;
        this.conversions = conversions;
        this.nodes = nodes;
        this.clock = clock;
        this.wanted = wanted;
        this.disk = files.disk().cacheInvalidateIf(any -> false);
    }

    /** Whether this node takes files. */
    boolean isOpen() {
        return wanted;
    }

    boolean isHere(UploadRow row) {
        return row.node().equals(nodes.id().value());
    }

    Mono<UploadRow> begin(ChannelSummary channel, AccountId account, String title, long size) {
        if (size > settings.maxSize().toBytes()) {
            return Mono.error(tooLarge());
        }
        UUID id = UUID.randomUUID();
        return disk.flatMap(here -> rows.load(account, here)
                        .flatMap(load -> admit(load, size))
                        .then(files.create(id))
                        .then(rows.insert(
                                id,
                                channel.id(),
                                account,
                                title,
                                size,
                                here,
                                nodes.id().value())))
                .then(rows.byId(id));
    }

    private Mono<Void> admit(UploadRepository.Load load, long size) {
        if (load.ofAccount() >= settings.perAccount()) {
            return Mono.error(Problem.conflict(
                            "too-many-uploads",
                            "Too many uploads at a time",
                            "Of one account " + settings.perAccount()
                                    + " files may be under way at a time: wait for one of them, or cancel it.")
                    .with("limit", settings.perAccount()));
        }
        if (load.bytesOnDisk() + size > settings.quota().toBytes()) {
            return Mono.error(noRoom());
        }
        return files.free()
                .flatMap(free ->
                        free - size < settings.keepFree().toBytes() ? Mono.error(noRoom()) : Mono.<Void>empty());
    }

    /** Where the next byte belongs. */
    Mono<Long> offset(UploadRow row) {
        return row.isReceiving() ? files.size(row.id()) : Mono.just(row.received());
    }

    /**
     * Takes a piece that begins at the offset; what came of it stays, however it ends.
     *
     * @param length of the piece, or -1 if nobody says
     * @return where the next byte belongs
     */
    Mono<Long> append(UploadRow row, long offset, long length, Flux<DataBuffer> body) {
        if (!row.isReceiving()) {
            return Mono.error(
                    Problem.conflict("upload-complete", "All of it is there", "Nothing more is taken of this file.")
                            .header(UploadHandler.OFFSET, Long.toString(row.received())));
        }
        if (!busy.add(row.id())) {
            return Mono.error(Problem.conflict(
                            "upload-busy", "Another request is under way", "One piece of a file is taken at a time.")
                    .retryAfter(SOON));
        }
        return files.size(row.id())
                .flatMap(at -> at == offset ? receive(row, at, length, body) : Mono.error(wrongOffset(at)))
                .doFinally(end -> busy.remove(row.id()));
    }

    private Mono<Long> receive(UploadRow row, long offset, long length, Flux<DataBuffer> body) {
        long room = row.bytes() - offset;
        if (length > room) {
            return Mono.error(tooMuch(row));
        }
        return files.free()
                .flatMap(free -> free < settings.keepFree().toBytes() ? Mono.error(noRoom()) : Mono.<Void>empty())
                .then(Mono.defer(() -> files.append(row.id(), room, body)))
                .onErrorMap(UploadFiles.TooMuch.class, more -> tooMuch(row))
                .onErrorMap(UploadDesk::isOfTheDisk, full -> noRoom())
                .doFinally(end -> noteIfCut(end, row))
                .then(Mono.defer(() -> files.size(row.id())))
                .flatMap(now -> note(row, now).thenReturn(now));
    }

    /** What a client's going interrupts is an IOException too, but none of a file. */
    private static boolean isOfTheDisk(Throwable error) {
        return error instanceof IOException
                && String.valueOf(error.getMessage()).contains("No space left");
    }

    /** So that lists tell how far it came; the file knows anyway. */
    private void noteIfCut(SignalType end, UploadRow row) {
        if (end != SignalType.ON_COMPLETE && running) {
            files.size(row.id())
                    .flatMap(now -> rows.received(row.id(), Math.min(now, row.bytes()), false))
                    .subscribe(
                            noted -> {},
                            error -> log.debug("How far {} came was not noted: {}", row.id(), error.toString()));
        }
    }

    private Mono<Void> note(UploadRow row, long now) {
        boolean all = now == row.bytes();
        return rows.received(row.id(), now, all).flatMap(noted -> {
            if (!noted) {
                return files.delete(row.id())
                        .then(Mono.error(Problem.notFound("upload", row.id().toString()))); // cancelled meanwhile
            }
            if (all) {
                conversions.wakeUp();
            }
            return Mono.empty();
        });
    }

    /** It and all that was made of it go, but a recording that is ready, or will be in a moment. */
    Mono<Void> cancel(UploadRow seen) {
        return rows.delete(seen.id())
                .switchIfEmpty(Mono.error(() -> Problem.conflict(
                        "upload-storing",
                        "It is nearly a recording",
                        "The video is converted and is being stored: delete the recording instead.")))
                .flatMap(row -> {
                    conversions.cancel(row);
                    return files.delete(row.id());
                });
    }

    /** Files that nobody knows of any more, and rows of which nothing more came. */
    Mono<Void> tidy() {
        return disk.flatMap(here -> rows.expire(clock.instant().minus(settings.expireAfter()))
                .then(giveUpLost(here))
                .then(files.all())
                .flatMap(there -> rows.onDisk(here).flatMap(known -> forget(there, known))));
    }

    /** What lies on the disk of a node that is gone for long, and would have to come back with it. */
    private Mono<Void> giveUpLost(UUID here) {
        return rows.elsewhere(here, clock.instant().minus(GONE))
                .flatMapMany(Flux::fromIterable)
                .filterWhen(row -> nodes.lives(row.node()).map(lives -> !lives))
                .concatMap(row -> rows.lose(row, MovieFault.LOST.code()))
                .onErrorResume(DependencyUnavailable.class, away -> Mono.empty()) // nobody can tell at present
                .then();
    }

    private Mono<Void> forget(List<UUID> there, List<UploadRow> known) {
        Set<UUID> needed = new HashSet<>(busy);
        known.stream().filter(row -> !row.isOver()).forEach(row -> needed.add(row.id()));
        return Flux.fromIterable(there)
                .filter(id -> !needed.contains(id))
                .filterWhen(this::isForgotten)
                .concatMap(files::delete)
                .then();
    }

    /** Where no row tells, time does: a database that was restored, or is not ours, knows none of what was taken in here. */
    private Mono<Boolean> isForgotten(UUID id) {
        return rows.byId(id)
                .map(UploadRow::isOver) // one that was begun just now is not
                .switchIfEmpty(files.isUntouchedSince(id, clock.instant().minus(settings.expireAfter())));
    }

    @Override
    public void start() {
        running = true;
        if (wanted) {
            rounds.update(Recurring.every("The care of uploads", Duration.ofSeconds(20), ROUND, round -> tidy()));
        }
    }

    @Override
    public void stop() {
        running = false;
        rounds.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    Problem tooLarge() {
        return Problem.of(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "upload-too-large",
                        "The file is too large",
                        "At most " + settings.maxSize().toBytes() + " bytes are taken.")
                .with("maxSize", settings.maxSize().toBytes());
    }

    private static Problem tooMuch(UploadRow row) {
        return Problem.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "content-too-large",
                "More than was said",
                "The file was said to have " + row.bytes() + " bytes; there are more.");
    }

    private static Problem noRoom() {
        return Problem.of(
                        HttpStatus.INSUFFICIENT_STORAGE,
                        "no-room",
                        "There is no room for the file",
                        "The disk of this server is full, or what others upload fills it: try again later.")
                .retryAfter(LATER);
    }

    private static Problem wrongOffset(long at) {
        return Problem.conflict(
                        "wrong-offset",
                        "The piece does not begin where the last one ended",
                        "The next byte is number " + at + ".")
                .with("offset", at)
                .header(UploadHandler.OFFSET, Long.toString(at));
    }
}
