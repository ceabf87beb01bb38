package live.weir.platform.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import live.weir.bridge.record.LocalFiles;
import live.weir.bridge.record.RecordingFiles;
import live.weir.bridge.record.RecordingWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Recordings as files, which all nodes that serve recordings must see. */
final class FolderArchive implements Archive {

    private static final Logger log = LoggerFactory.getLogger(FolderArchive.class);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Path folder;
    private final DiskThreads disk;
    private final Scheduler scheduler;
    private final long spool;
    private final Clock clock;

    FolderArchive(Path folder, DiskThreads disk, long spool, Clock clock) {
        this.folder = folder;
        this.disk = disk;
        this.scheduler = Schedulers.fromExecutor(disk);
        this.spool = spool;
        this.clock = clock;
    }

    private Path folder(UUID media) {
        return folder.resolve(media.toString());
    }

    @Override
    public RecordingWriter writer(Programs.Broadcast broadcast, Runnable ended) {
        return new RecordingWriter(folder(broadcast.id()), disk, spool, ended);
    }

    @Override
    public RecordingFiles files(UUID media, boolean complete) {
        return new LocalFiles(folder(media), disk);
    }

    @Override
    public Mono<Void> settle(UUID media) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> release(UUID media) {
        return Mono.empty();
    }

    /** Another node that sees the same files may be writing it. */
    @Override
    public Mono<Boolean> isIdle(RecordingRow recording) {
        return Mono.fromCallable(() -> {
                    Path index = folder(recording.media()).resolve("index");
                    return Files.exists(index)
                            && Files.getLastModifiedTime(index)
                                    .toInstant()
                                    .isBefore(clock.instant().minus(IDLE));
                })
                .subscribeOn(scheduler)
                .onErrorReturn(IOException.class, false);
    }

    @Override
    public Flux<UUID> leftBehind() {
        return Flux.empty();
    }

    @Override
    public Mono<Void> delete(UUID media) {
        return Mono.<Void>fromRunnable(() -> deleteAll(folder(media))).subscribeOn(scheduler);
    }

    @Override
    public boolean isSeenWholeByAll() {
        return true;
    }

    static void deleteAll(Path folder) {
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        } catch (IOException stays) {
            log.warn("A deleted recording's files in {} stay: {}", folder, stays.toString());
        }
    }
}
