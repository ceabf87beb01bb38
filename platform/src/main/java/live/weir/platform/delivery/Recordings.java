package live.weir.platform.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import live.weir.bridge.record.RecordedProgram;
import live.weir.bridge.record.RecordingWriter;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
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
    private static final int AT_ONCE = 100;

    private final RecordingRepository rows;
    private final ChannelService channels;
    private final RecordingSettings settings;
    private final Path folder;
    private final DiskThreads disk;
    private final Scheduler scheduler;
    private final Clock clock;
    private final Map<UUID, RecordingWriter> writing = new ConcurrentHashMap<>();
    private final Disposable.Swap rounds = Disposables.swap();
    private final Disposable.Composite work = Disposables.composite();
    private volatile boolean running;

    Recordings(
            RecordingRepository rows,
            ChannelService channels,
            RecordingSettings settings,
            Path folder,
            DiskThreads disk,
            Clock clock) {
        this.rows = rows;
        this.channels = channels;
        this.settings = settings;
        this.folder = folder;
        this.disk = disk;
        this.scheduler = Schedulers.fromExecutor(disk);
        this.clock = clock;
    }

    /** What a program that begins is written down by; whether it is, its host and its channel's owner decide. */
    RecordingTap record(Programs.Broadcast broadcast) {
        RecordingWriter writer = new RecordingWriter(
                folder(broadcast.id()), disk, settings.spool().toBytes(), () -> ended(broadcast.id()));
        RecordingTap tap = new RecordingTap(writer, on -> {
            if (on && writing.put(broadcast.id(), writer) != writer) {
                own(persistently(begin(broadcast)));
            }
        });
        if (!settings.enabled()) {
            tap.forbid();
            return tap;
        }
        // While nobody can tell, it is recorded: what was not wanted can be deleted.
        own(rows.isRecorded(broadcast.channel())
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
    private void ended(UUID id) {
        writing.remove(id);
        own(finish(id));
    }

    private Mono<Void> finish(UUID id) {
        return open(id, "", true, 0, Long.MAX_VALUE)
                .map(RecordedProgram::duration)
                .onErrorReturn(0L)
                .flatMap(duration -> persistently(rows.finish(id, duration > 0 ? "ready" : "failed", duration)));
    }

    private static Mono<Void> persistently(Mono<Void> write) {
        return write.retryWhen(Retry.backoff(Long.MAX_VALUE, RETRY).maxBackoff(LONGEST_RETRY));
    }

    /** The subscription is kept until it ends or the node does. */
    private void own(Mono<Void> step) {
        Disposable.Swap own = Disposables.swap();
        work.add(own);
        own.update(step.doFinally(end -> work.remove(own))
                .subscribe(done -> {}, error -> log.warn("A recording was not noted: {}", error.toString())));
    }

    Mono<RecordedProgram> open(UUID media, String key, boolean complete, long from, long to) {
        return Mono.fromCallable(() -> RecordedProgram.open(folder(media), disk, key, complete, from, to))
                .subscribeOn(scheduler);
    }

    Scheduler scheduler() {
        return scheduler;
    }

    private Path folder(UUID media) {
        return folder.resolve(media.toString());
    }

    boolean isWriting(UUID id) {
        return writing.containsKey(id);
    }

    /** Its row, and if nothing else shows it, its media. */
    Mono<Void> delete(RecordingRow recording) {
        return rows.delete(recording)
                .filter(last -> last)
                .flatMap(last -> Mono.<Void>fromRunnable(() -> deleteAll(folder(recording.media())))
                        .subscribeOn(scheduler))
                .then();
    }

    private static void deleteAll(Path folder) {
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        } catch (IOException stays) {
            log.warn("A deleted recording's files in {} stay: {}", folder, stays.toString());
        }
    }

    /** What a node that died was writing here is whole up to its last part; what is past its time goes. */
    Mono<Void> look() {
        Mono<Void> recovered = rows.unfinished()
                .flatMapIterable(all -> all)
                .filter(row -> !isWriting(row.id()) && isIdle(row))
                .concatMap(row -> finish(row.id()))
                .then();
        return settings.retention().isZero() ? recovered : recovered.then(Mono.defer(this::deleteOld));
    }

    /** Another node that sees the same files may be writing it. */
    private boolean isIdle(RecordingRow row) {
        Path index = folder(row.media()).resolve("index");
        try {
            return Files.exists(index)
                    && Files.getLastModifiedTime(index)
                            .toInstant()
                            .isBefore(clock.instant().minus(ROUND));
        } catch (IOException gone) {
            return false;
        }
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
        rounds.update(Recurring.every(
                "The care of recordings",
                Duration.ofSeconds(5),
                ROUND,
                round -> Mono.defer(this::look).subscribeOn(scheduler)));
    }

    @Override
    public void stop() {
        running = false;
        rounds.update(Disposables.disposed());
        work.dispose();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
