package live.weir.signaling.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Lets one piece of work after another go on, in the order in which it came; refuses when too much waits. */
final class Turns {

    /** A client that trickles each candidate by itself has a dozen under way at most. */
    static final int MOST_WAITING = 32;

    private enum Place {
        ITS_TURN,
        WAITS,
        FULL
    }

    private final Deque<Turn> waiting = new ArrayDeque<>();
    private boolean taken;

    <T> Mono<T> take(Mono<T> work) {
        return Mono.usingWhen(Mono.<Turn>create(this::queue), turn -> work, Turn::endLater);
    }

    private void queue(MonoSink<Turn> sink) {
        Turn turn = new Turn(sink);
        sink.onCancel(turn::leave);
        switch (place(turn)) {
            case ITS_TURN -> sink.success(turn);
            case FULL -> turn.refuse();
            case WAITS -> {}
        }
    }

    private synchronized Place place(Turn turn) {
        if (!taken) {
            taken = true;
            return Place.ITS_TURN;
        }
        if (waiting.size() >= MOST_WAITING) {
            return Place.FULL;
        }
        waiting.add(turn);
        return Place.WAITS;
    }

    private void next() {
        Turn turn = poll();
        if (turn != null) {
            turn.sink.success(turn);
        }
    }

    private synchronized @Nullable Turn poll() {
        Turn turn = waiting.poll();
        taken = turn != null;
        return turn;
    }

    private synchronized boolean forget(Turn turn) {
        return waiting.remove(turn);
    }

    private final class Turn {

        private final MonoSink<Turn> sink;
        private final AtomicBoolean over = new AtomicBoolean();

        Turn(MonoSink<Turn> sink) {
            this.sink = sink;
        }

        void refuse() {
            over.set(true);
            sink.error(HttpRefused.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too-many",
                            "Too many requests for this session are under way.")
                    .header("Retry-After", "1"));
        }

        /** Its client went away before its turn, or in the moment in which it came. */
        void leave() {
            if (!forget(this)) {
                end();
            }
        }

        Mono<Void> endLater() {
            return Mono.fromRunnable(this::end);
        }

        private void end() {
            if (over.compareAndSet(false, true)) {
                next();
            }
        }
    }
}
