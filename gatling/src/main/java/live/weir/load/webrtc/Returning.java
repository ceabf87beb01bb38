package live.weir.load.webrtc;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import live.weir.load.dsl.OpenSession;
import live.weir.load.dsl.Step;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * A user who comes back when the connection breaks, as pages and encoders do: a new session, then another, with pauses that
 * grow. The row {@code back} is the time from the last picture to the next; who is not back in time is lost. Any thread.
 */
final class Returning implements Course, OpenSession {

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    /** Begins a session of this course. */
    interface Attempt {
        void begin(Step step, Course course);
    }

    private final Attempt attempt;
    private final long withinNanos;
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final Disposable.Swap pause = Disposables.swap();
    private @Nullable OpenSession current;
    private boolean first = true;
    private boolean closed;
    private long since;
    private int tries;

    Returning(Duration within, Attempt attempt) {
        this.withinNanos = within.toNanos();
        this.attempt = attempt;
    }

    @Override
    public synchronized boolean isFirst() {
        return first;
    }

    @Override
    public void begun(Step step, OpenSession session) {
        boolean comes;
        synchronized (this) {
            comes = first;
            first = false;
            current = session;
            tries = 0;
        }
        if (comes) {
            step.nextWith(step.name(), this);
            return;
        }
        long away = System.nanoTime() - since();
        step.took("back", away);
        step.track().took("back", away);
        if (isClosed()) {
            session.close(); // it came while the user went
        }
    }

    private synchronized long since() {
        return since;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void never(Step step, String awaited, String reason) {
        if (isFirst()) {
            step.failed(awaited, reason);
            step.nextFailed();
        } else {
            tryAgain(step, reason);
        }
    }

    @Override
    public void broke(Step step, String reason, long lastSeen) {
        OpenSession broken;
        synchronized (this) {
            since = lastSeen;
            broken = current;
            current = null;
        }
        if (broken != null) {
            broken.close();
        }
        tryAgain(step, reason);
    }

    private void tryAgain(Step step, String reason) {
        if (isClosed()) {
            return;
        }
        if (System.nanoTime() - since() > withinNanos) {
            if (lost.complete(reason)) {
                step.wentWrong(
                        "lost", reason + "; and not back within " + TimeUnit.NANOSECONDS.toSeconds(withinNanos) + " s");
            }
            return;
        }
        pause.update(Mono.delay(nextPause()).subscribe(any -> {
            if (!isClosed()) {
                attempt.begin(step.again(), this);
            }
        }));
    }

    /** With jitter: a crowd that lost its node together must not come back in one moment. */
    private synchronized Duration nextPause() {
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(tries++, 8));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    @Override
    public CompletionStage<String> lost() {
        return lost;
    }

    @Override
    public void close() {
        OpenSession last;
        synchronized (this) {
            closed = true;
            last = current;
            current = null;
        }
        pause.dispose();
        if (last != null) {
            last.close();
        }
    }
}
