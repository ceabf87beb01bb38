package live.weir.platform.delivery;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import live.weir.bridge.record.RecordedProgram;
import live.weir.bridge.record.RecordingWriter;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.live.LiveBroadcasts;
import live.weir.platform.resilience.Errands;
import live.weir.platform.resilience.Recurring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Records programs, and finds what was recorded. */
final class Recordings implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Recordings.class);
    private static final Duration ROUND = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(8);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int AT_ONCE = 100;

    private final RecordingRepository rows;
    private final ChannelService channels;
    private final RecordingSettings settings;
    private final Archive archive;
    private final DiskThreads disk;
    private final Scheduler scheduler;
    private final Clock clock;
    private final LiveBroadcasts live;
    private final DraftNotes drafts;
    private final Withdrawals withdrawals;
    private final Map<UUID, RecordingWriter> writing = new ConcurrentHashMap<>();
    private final LongAdder leftOut = new LongAdder();
    private final Disposable.Swap rounds = Disposables.swap();
    private final Errands errands = new Errands();
    private volatile boolean running;

    Recordings(
            RecordingRepository rows,
            ChannelService channels,
            RecordingSettings settings,
            Archive archive,
            DiskThreads disk,
            LiveBroadcasts live,
            DraftNotes drafts,
            Withdrawals withdrawals,
            Clock clock) {
        this.rows = rows;
        this.channels = channels;
        this.settings = settings;
        this.archive = archive;
        this.disk = disk;
        this.scheduler = Schedulers.fromExecutor(disk);
        this.live = live;
        this.drafts = drafts;
        this.withdrawals = withdrawals;
        this.clock = clock;
    }

    /** What a program that begins is written down by; whether it is, its host and its channel's owner decide. */
    RecordingTap record(Programs.Broadcast broadcast) {
        AtomicReference<RecordingTap> before = new AtomicReference<>();
        RecordingWriter writer = archive.writer(broadcast, () -> {
            RecordingTap known = before.get();
            ended(broadcast.id(), known != null && known.hasLeft());
        });
        RecordingTap tap = new RecordingTap(writer, on -> {
            if (on && writing.put(broadcast.id(), writer) != writer) {
                archive.begin(broadcast.id());
                run(persistently(begin(broadcast)));
            }
        });
        before.set(tap);
        if (!settings.enabled()) {
            tap.forbid();
            return tap;
        }
        // While nobody can tell, it is recorded: what was not wanted can be deleted.
        run(rows.isRecorded(broadcast.channel())
                .onErrorReturn(true)
                .doOnNext(tap::choose)
                .then());
        return tap;
    }

    private Mono<Void> begin(Programs.Broadcast broadcast) {
        return channels.bySlug(broadcast.slug())
                .map(ChannelSummary::title)
                .defaultIfEmpty(broadcast.slug())
                .flatMap(title -> rows.begin(broadcast, title));
    }

    /** On one of the disk's threads. */
    private void ended(UUID id, boolean left) {
        RecordingWriter writer = writing.remove(id);
        if (writer != null) {
            leftOut.add(writer.leftOut());
        }
        // Who goes on with it elsewhere calls it complete, or whoever finds that nobody does.
        Mono<Void> noted = left && !archive.isSeenWholeByAll() ? Mono.empty() : finish(id);
        run(archive.settle(id).then(noted).then(archive.release(id)));
    }

    private Mono<Void> finish(UUID id) {
        return open(id, "", false, 0, Long.MAX_VALUE)
                .map(RecordedProgram::duration)
                .onErrorResume(IOException.class, nothing -> Mono.just(0L))
                .flatMap(duration -> persistently(rows.finish(id, duration > 0 ? "ready" : "failed", duration)));
    }

    /** What a run of this node before this one had no time for: its broadcast may go on elsewhere by now. */
    private Mono<Void> recover() {
        return archive.leftBehind()
                .filterWhen(this::isBroadcasts)
                .flatMap(id -> archive.settle(id).then(finishIfOver(id)).then(archive.release(id)), AT_ONCE)
                .then();
    }

    /** What was being made of a file is begun again, or given up, by those who made it. */
    private Mono<Boolean> isBroadcasts(UUID media) {
        return rows.byId(media)
                .map(row -> true)
                .switchIfEmpty(drafts.isOne(media).map(draft -> !draft))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, RETRY).maxBackoff(LONGEST_RETRY));
    }

    private Mono<Void> finishIfOver(UUID id) {
        return rows.byId(id)
                .filterWhen(row -> live.isOnAir(row.channel()).map(onAir -> !onAir))
                .flatMap(over -> finish(id))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, RETRY).maxBackoff(LONGEST_RETRY));
    }

    private static <T> Mono<T> persistently(Mono<T> write) {
        return write.retryWhen(Retry.backoff(Long.MAX_VALUE, RETRY).maxBackoff(LONGEST_RETRY));
    }

    private void run(Mono<Void> step) {
        errands.run(step, error -> log.warn("A recording was not noted: {}", error.toString()));
    }

    Mono<RecordedProgram> open(UUID media, String key, boolean complete, long from, long to) {
        return RecordedProgram.open(archive.files(media, complete), disk, key, complete, from, to);
    }

    /**
     * Completes when all of it is where it stays, with its length in milliseconds, 0 if there is nothing; tried for as long as
     * that takes.
     */
    Mono<Long> keep(UUID media) {
        return archive.settle(media)
                .then(persistently(Mono.defer(() -> open(media, "", false, 0, Long.MAX_VALUE))
                        .map(RecordedProgram::duration)
                        .onErrorResume(IOException.class, nothing -> Mono.just(0L))));
    }

    private boolean isWriting(UUID id) {
        return writing.containsKey(id);
    }

    /** Whether it grows, here or, as far as one can see from here, elsewhere. */
    Mono<Boolean> isWritten(RecordingRow recording) {
        return isWriting(recording.id())
                ? Mono.just(true)
                : recording.isGrowing() ? live.isOnAir(recording.channel()) : Mono.just(false);
    }

    /** Parts that recordings of this node lack. */
    double leftOut() {
        return leftOut.sum()
                + writing.values().stream().mapToLong(RecordingWriter::leftOut).sum();
    }

    /**
     * Its row, and if nothing else shows it, its media: that first, so that what cannot be deleted at present is not forgotten,
     * and once more for the rows that went at the same time.
     */
    Mono<Void> delete(RecordingRow recording) {
        return rows.isLast(recording)
                .filter(last -> last)
                .flatMap(last -> archive.delete(recording.media()))
                .then(rows.delete(recording))
                .filter(last -> last)
                .flatMap(last -> archive.delete(recording.media()))
                .then(Mono.fromRunnable(() -> withdrawals.recordingDeleted(recording.id())));
    }

    /** What a node that died was writing here is whole up to its last part; what is past its time goes. */
    Mono<Void> look() {
        Mono<Void> recovered = rows.unfinished()
                .flatMapIterable(all -> all)
                .filter(row -> !isWriting(row.id()))
                .filterWhen(archive::isIdle)
                .concatMap(row -> finish(row.id()))
                .then();
        return settings.retention().isZero() ? recovered : recovered.then(Mono.defer(this::deleteOld));
    }

    private Mono<Void> deleteOld() {
        Instant before = clock.instant().minus(settings.retention());
        return rows.olderThan(before, AT_ONCE)
                .flatMapMany(Flux::fromIterable)
                .concatMap(this::delete)
                .then();
    }

    @Override
    public void start() {
        running = true;
        run(archive.start());
        run(recover());
        rounds.update(Recurring.every(
                "The care of recordings",
                Duration.ofSeconds(5),
                ROUND,
                round -> Mono.defer(this::look).subscribeOn(scheduler)));
    }

    /** What is written, and on its way, is given a little time. */
    @Override
    public void stop(Runnable stopped) {
        Flux.interval(Duration.ZERO, LOOK_EVERY)
                .onBackpressureDrop()
                .takeUntil(look -> archive.isSeenWholeByAll() || (writing.isEmpty() && !archive.isBusy()))
                .takeUntilOther(Mono.delay(GRACE))
                .doFinally(end -> {
                    stop();
                    stopped.run();
                })
                .subscribe(look -> {}, error -> log.warn("Recordings were not waited for", error));
    }

    @Override
    public void stop() {
        running = false;
        rounds.update(Disposables.disposed());
        archive.stop();
        errands.drop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
