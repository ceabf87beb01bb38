package live.weir.platform.upload;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import live.weir.bridge.transcode.ConversionOutcome;
import live.weir.bridge.transcode.ConversionPlan;
import live.weir.bridge.transcode.MovieFault;
import live.weir.bridge.transcode.program.FileConversion;
import live.weir.platform.delivery.RecordingDraft;
import live.weir.platform.delivery.RecordingDrafts;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import live.weir.platform.program.ProgramShape;
import live.weir.platform.resilience.Recurring;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * The line of files that wait to be converted on this node, one at a time: their child yields to live programs, and two of them
 * would only share what is left. What a crash interrupted is begun again, and what was written of it goes first.
 */
final class Conversions implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Conversions.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int LOOKS_ANYWAY = 30;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(4);

    private final UploadRepository rows;
    private final UploadFiles files;
    private final RecordingDrafts drafts;
    private final ProgramShape shape;
    private final UploadSettings settings;
    private final NodeRegistry nodes;
    private final UploadMeters meters;
    private final boolean wanted;
    private final Disposable.Swap rounds = Disposables.swap();
    private final Disposable.Swap work = Disposables.swap();
    private final AtomicBoolean somethingWaits = new AtomicBoolean(true);
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile boolean recovered;
    private volatile boolean stopping;
    private volatile boolean running;
    private volatile @Nullable Job job;

    /** What is being converted. */
    private record Job(UploadRow row, UUID media, FileConversion conversion) {}

    Conversions(
            UploadRepository rows,
            UploadFiles files,
            RecordingDrafts drafts,
            ProgramShape shape,
            UploadSettings settings,
            NodeRegistry nodes,
            UploadMeters meters,
            boolean wanted) {
        this.rows = rows;
        this.files = files;
        this.drafts = drafts;
        this.shape = shape;
        this.settings = settings;
        this.nodes = nodes;
        this.meters = meters;
        this.wanted = wanted;
    }

    /** Another file has all its bytes. */
    void wakeUp() {
        somethingWaits.set(true);
    }

    /** Its row is gone already. */
    void cancel(UploadRow row) {
        Job now = job;
        if (now != null && now.row().id().equals(row.id())) {
            now.conversion().close();
        }
        if (!row.isOver()) {
            meters.ended("cancelled");
        }
    }

    /** Of the file that is being converted. */
    OptionalDouble progress() {
        Job now = job;
        return now == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(now.conversion().progress());
    }

    /** The child's process; -1 if there is none. */
    long pid() {
        Job now = job;
        return now == null ? -1 : now.conversion().pid();
    }

    private Mono<Void> round(long number) {
        if (!recovered) {
            return recover();
        }
        Job now = job;
        if (now != null) {
            return report(now);
        }
        boolean looks = somethingWaits.compareAndSet(true, false) || number % LOOKS_ANYWAY == 0;
        return looks && !stopping && taken.compareAndSet(false, true) ? claim() : Mono.empty();
    }

    /** What an earlier run of a node with this disk left. */
    private Mono<Void> recover() {
        return files.disk()
                .flatMap(disk -> rows.adopt(disk, nodes.id().value())
                        .then(rows.onDisk(disk))
                        .flatMapMany(Flux::fromIterable)
                        .filter(row -> row.state().equals(UploadRow.CONVERTING)
                                || row.state().equals(UploadRow.STORING))
                        .concatMap(this::beginAgain)
                        .then(Mono.fromRunnable(() -> recovered = true)));
    }

    private Mono<Void> beginAgain(UploadRow row) {
        UUID media = row.media();
        if (media == null) {
            return Mono.empty();
        }
        log.info("The conversion of upload {} was interrupted", row.id());
        return drafts.isPublished(media)
                .flatMap(published ->
                        published ? ready(row, media) : drafts.discard(media).then(again(row, media, MovieFault.LOST)));
    }

    private Mono<Void> ready(UploadRow row, UUID media) {
        return rows.turn(row.id(), media, UploadRow.READY, null, row.attempts())
                .doOnNext(noted -> meters.ended("ready"))
                .then(files.delete(row.id()));
    }

    private Mono<Void> again(UploadRow row, UUID media, MovieFault fault) {
        if (row.attempts() >= settings.attempts()) {
            return fail(row, media, fault);
        }
        meters.restarted();
        wakeUp();
        return rows.turn(row.id(), media, UploadRow.QUEUED, null, row.attempts())
                .then();
    }

    private Mono<Void> fail(UploadRow row, UUID media, MovieFault fault) {
        meters.ended("failed");
        return rows.turn(row.id(), media, UploadRow.FAILED, fault.code(), row.attempts())
                .then(files.delete(row.id()));
    }

    /** Nobody wants it any more if its row is gone: its channel was deleted, say. */
    private Mono<Void> report(Job now) {
        int thousandths = (int) Math.round(now.conversion().progress() * 1000);
        return rows.progressed(now.row().id(), now.media(), thousandths)
                .filter(isWanted -> !isWanted)
                .flatMap(unwanted -> rows.byId(now.row().id()).hasElement())
                .filter(isThere -> !isThere)
                .doOnNext(gone -> now.conversion().close())
                .then();
    }

    private Mono<Void> claim() {
        UUID media = UUID.randomUUID();
        return files.disk()
                .flatMap(disk -> rows.claim(disk, media))
                .doOnNext(row -> begin(row, media))
                .switchIfEmpty(Mono.fromRunnable(() -> taken.set(false)))
                .doOnError(failed -> {
                    taken.set(false);
                    wakeUp();
                })
                .then();
    }

    /** The subscription is kept until it ends or the node does. */
    private void begin(UploadRow row, UUID media) {
        log.info("Upload {} is being converted: {} bytes", row.id(), row.bytes());
        RecordingDraft draft = drafts.begin(media, row.channel(), row.createdAt());
        FileConversion conversion = FileConversion.start(plan(row), new UploadSink(draft));
        Job now = new Job(row, media, conversion);
        job = now;
        if (stopping) {
            conversion.close();
        }
        work.update(Mono.fromCompletionStage(conversion.outcome())
                .publishOn(Schedulers.parallel())
                .flatMap(outcome -> draft.written().thenReturn(outcome))
                .doOnNext(outcome -> {
                    job = null;
                    log.info("Upload {}: {}", row.id(), words(outcome));
                })
                .flatMap(outcome -> Mono.defer(() -> conclude(now, draft, outcome))
                        .retryWhen(Retry.backoff(Long.MAX_VALUE, RETRY).maxBackoff(LONGEST_RETRY)))
                .doFinally(end -> {
                    job = null;
                    taken.set(false);
                    wakeUp();
                })
                .subscribe(
                        done -> {},
                        error -> log.warn("What became of upload {} was not noted: {}", row.id(), error.toString())));
    }

    private static String words(ConversionOutcome outcome) {
        MovieFault fault = outcome.fault();
        return fault == null ? "converted" : fault.code() + ", " + outcome.detail();
    }

    private ConversionPlan plan(UploadRow row) {
        return new ConversionPlan(
                row.id().toString(),
                files.path(row.id()).toAbsolutePath(),
                shape.natives().toAbsolutePath(),
                shape.ladder(),
                shape.frameRate(),
                shape.part(),
                shape.keyframes(),
                shape.audioBitrate(),
                shape.pictures(),
                settings.maxDuration(),
                row.createdAt());
    }

    /** Whatever is away, it is tried until it is back; each step may be taken twice. */
    private Mono<Void> conclude(Job now, RecordingDraft draft, ConversionOutcome outcome) {
        UploadRow row = now.row();
        MovieFault fault = draft.isBroken() ? MovieFault.NO_ROOM : outcome.fault();
        if (fault == null) {
            return publish(now);
        }
        Mono<Void> next = stopping
                ? rows.turn(row.id(), now.media(), UploadRow.QUEUED, null, row.attempts() - 1)
                        .then() // an end that was ordered counts as no attempt
                : fault == MovieFault.LOST ? again(row, now.media(), fault) : fail(row, now.media(), fault);
        return drafts.discard(now.media()).then(next);
    }

    /** As long as the store is away it waits here, and this node's line with it. */
    private Mono<Void> publish(Job now) {
        UploadRow row = now.row();
        return rows.turn(row.id(), now.media(), UploadRow.STORING, null, row.attempts())
                .flatMap(isWanted -> isWanted
                        ? drafts.publish(now.media(), row.id(), row.channel(), row.title(), row.createdAt())
                                .then(Mono.defer(() -> ready(row, now.media())))
                                .onErrorResume(
                                        IOException.class,
                                        nothing -> drafts.discard(now.media())
                                                .then(fail(row, now.media(), MovieFault.DAMAGED)))
                        : drafts.discard(now.media()));
    }

    /** Also after a stop. */
    @Override
    public void start() {
        running = true;
        stopping = false;
        if (wanted) {
            rounds.update(Recurring.every("The conversion of uploads", ROUND, ROUND, this::round));
        }
    }

    /** Its child goes, and what it was at waits for the next run. */
    @Override
    public void stop(Runnable stopped) {
        stopping = true;
        rounds.update(Disposables.disposed());
        Job now = job;
        if (now != null) {
            now.conversion().close();
        }
        Flux.interval(Duration.ZERO, Duration.ofMillis(50))
                .onBackpressureDrop()
                .takeUntil(look -> !taken.get())
                .takeUntilOther(Mono.delay(GRACE))
                .doFinally(end -> {
                    stop();
                    stopped.run();
                })
                .subscribe(look -> {}, error -> log.warn("A conversion was not waited for", error));
    }

    @Override
    public void stop() {
        running = false;
        stopping = true;
        rounds.update(Disposables.disposed());
        work.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
