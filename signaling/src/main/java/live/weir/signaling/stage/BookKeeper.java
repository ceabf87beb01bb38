package live.weir.signaling.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import live.weir.signaling.stage.BroadcastBook.Broadcast;
import live.weir.signaling.stage.BroadcastBook.Cause;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Writes one broadcast into the book: its beginning, the newest of what is to be told, its end, one after another. The stage
 * never waits for it; what fails is tried again, ever less often, and given up after about half an hour. Bound: one beginning, one
 * telling and one end wait. Belongs to the stage's mailbox.
 */
final class BookKeeper {

    /** What may be told again and again: only the newest counts. */
    record Telling(int viewers, int peak, long total, List<BroadcastBook.Performer> performers) {}

    private record Ending(Instant at, Cause cause) {}

    private static final Logger log = LoggerFactory.getLogger(BookKeeper.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_TRIES = 60;

    private final BroadcastBook book;
    private final Broadcast broadcast;
    private final Mailbox mailbox;
    private final StageMeters meters;
    private boolean begun;
    private @Nullable Telling telling;
    private @Nullable Ending ending;
    private @Nullable Disposable writing;
    private @Nullable Disposable pause;
    private boolean over;
    private int failures;

    BookKeeper(BroadcastBook book, Broadcast broadcast, Mailbox mailbox, StageMeters meters) {
        this.book = book;
        this.broadcast = broadcast;
        this.mailbox = mailbox;
        this.meters = meters;
    }

    void begin() {
        writeNext();
    }

    void tell(Telling newest) {
        if (ending == null) {
            telling = newest;
            writeNext();
        }
    }

    void end(Instant at, Cause cause) {
        ending = new Ending(at, cause);
        writeNext();
    }

    /** Another node writes from here on. */
    void stop() {
        over = true;
        telling = null;
        for (Disposable running : new @Nullable Disposable[] {writing, pause}) {
            if (running != null) {
                running.dispose();
            }
        }
    }

    boolean isOver() {
        return over;
    }

    private void writeNext() {
        if (over || writing != null || pause != null) {
            return;
        }
        Telling now = telling;
        Ending last = ending;
        if (!begun) {
            write(book.began(broadcast), () -> begun = true);
        } else if (now != null) {
            telling = null;
            write(book.tell(broadcast, now.viewers(), now.peak(), now.total(), now.performers()), () -> {});
        } else if (last != null) {
            write(book.ended(broadcast, last.at(), last.cause()), () -> over = true);
        }
    }

    private void write(Mono<Void> entry, Runnable written) {
        Disposable.Swap running = Disposables.swap();
        writing = running;
        running.update(entry.subscribe(
                ignored -> {},
                failure -> mailbox.post(() -> failed(failure)),
                () -> mailbox.post(() -> {
                    writing = null;
                    failures = 0;
                    written.run();
                    writeNext();
                })));
    }

    private void failed(Throwable failure) {
        writing = null;
        failures++;
        if (failure instanceof StageRefused refused && refused.reason() == StageRefused.Reason.ELSEWHERE) {
            stop();
        } else if (failures >= MOST_TRIES) {
            log.error("The book of broadcast {} is given up", broadcast.id(), failure);
            meters.dropped("book");
            stop();
        } else {
            log.warn("The book of broadcast {} could not be written, try {}", broadcast.id(), failures, failure);
            pause = mailbox.after(Pauses.after(failures, FIRST_PAUSE, LONGEST_PAUSE), () -> {
                pause = null;
                writeNext();
            });
        }
    }
}
