package live.weir.signaling.stage;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps a stage's memory outside of the node: one writing at a time, changes close to one another together, the newest only.
 * Belongs to the stage's mailbox.
 */
final class MemoryKeeper {

    /** Memory as bytes; made once per node. */
    static final class Form {
        private final ObjectWriter writer;
        private final ObjectReader reader;

        Form() {
            JsonMapper mapper = JsonMapper.builder().build();
            writer = mapper.writerFor(Remembered.class);
            reader = mapper.readerFor(Remembered.class);
        }

        byte[] write(Remembered remembered) {
            return writer.writeValueAsBytes(remembered);
        }

        /** Null for what isn't memory of this version: the stage begins anew. */
        @Nullable
        Remembered read(byte[] bytes) {
            try {
                Remembered remembered = reader.readValue(bytes);
                return remembered.version() == Remembered.VERSION ? remembered : null;
            } catch (JacksonException unlike) {
                log.warn("A stage's memory cannot be read; it begins anew: {}", unlike.getOriginalMessage());
                return null;
            }
        }
    }

    private static final Logger log = LoggerFactory.getLogger(MemoryKeeper.class);
    private static final Duration TOGETHER = Duration.ofMillis(100);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Mailbox mailbox;
    private final Supplier<Mono<Void>> write;
    private @Nullable Disposable waiting;
    private @Nullable Disposable writing;
    private boolean changed;
    private boolean over;
    private int failures;

    /** @param write makes and keeps the newest memory, when it is called */
    MemoryKeeper(Mailbox mailbox, Supplier<Mono<Void>> write) {
        this.mailbox = mailbox;
        this.write = write;
    }

    void changed() {
        changed = true;
        if (waiting == null && writing == null && !over) {
            waiting = mailbox.after(TOGETHER, this::writeNow);
        }
    }

    private void writeNow() {
        waiting = null;
        if (over || !changed) {
            return;
        }
        changed = false;
        Disposable.Swap running = Disposables.swap();
        writing = running;
        running.update(write.get()
                .subscribe(
                        ignored -> {},
                        failure -> mailbox.post(() -> failed(failure)),
                        () -> mailbox.post(this::written)));
    }

    private void written() {
        writing = null;
        failures = 0;
        if (changed) {
            changed();
        }
    }

    private void failed(Throwable failure) {
        writing = null;
        changed = true;
        failures++;
        log.warn("A stage's memory could not be kept, try {}: {}", failures, failure.toString());
        if (!over) {
            waiting = mailbox.after(Pauses.after(failures, FIRST_PAUSE, LONGEST_PAUSE), this::writeNow);
        }
    }

    /** No more writing by itself. */
    void stop() {
        over = true;
        for (Disposable running : new @Nullable Disposable[] {waiting, writing}) {
            if (running != null) {
                running.dispose();
            }
        }
    }
}
