package live.weir.platform.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The threads that wait for the disk, so that nobody else has to. What they cannot take is refused. */
final class DiskThreads implements Executor, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(DiskThreads.class);
    private static final int THREADS = 2;
    private static final int WAITING = 2_000;
    private static final Duration FORGOTTEN = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Whoever hands work over never waits for whoever takes it. */
    private final Scheduler threads = Schedulers.newBoundedElastic(THREADS, WAITING / THREADS, "weir-disk", 30, true);

    @Override
    public void execute(Runnable task) {
        threads.schedule(task);
    }

    /** Removes what earlier runs of nodes left, who died before they could. */
    void tidy(Path folder) {
        execute(() -> {
            try (Stream<Path> all = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
                Instant before = Instant.now().minus(FORGOTTEN);
                all.sorted(java.util.Comparator.reverseOrder())
                        .filter(path -> !path.equals(folder) && isOlder(path, before))
                        .forEach(DiskThreads::delete);
            } catch (IOException | java.io.UncheckedIOException unreadable) {
                log.warn("What earlier runs left in {} stays: {}", folder, unreadable.toString());
            }
        });
    }

    private static boolean isOlder(Path path, Instant before) {
        try {
            return Files.getLastModifiedTime(path).toInstant().isBefore(before);
        } catch (IOException gone) {
            return false;
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException inUse) {
            log.debug("{} stays: {}", path, inUse.toString());
        }
    }

    @Override
    public void destroy() {
        threads.disposeGracefully()
                .timeout(GRACE)
                .onErrorResume(late -> Mono.fromRunnable(threads::dispose))
                .block();
    }
}
