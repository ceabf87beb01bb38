package live.weir.platform.chat.room;

import java.util.List;
import live.weir.platform.resilience.DependencyUnavailable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A room's order over all nodes. Fails with {@link DependencyUnavailable} while nodes cannot reach one another. */
interface RoomLog {

    /**
     * What wants a number.
     *
     * @param once what it is known by: whatever came under the same name lately is not taken again; empty if anything is
     * @param slow whose pace is kept; empty for nobody's
     * @param pauseMillis how long this person waits until the next
     * @param deletes the number of an event that it deletes from the log, or 0
     * @param payload the event as JSON, without its number
     */
    record Draft(String once, String slow, long pauseMillis, long deletes, String payload) {}

    /** What became of a draft. */
    enum Fate {
        TAKEN,
        KNOWN,
        TOO_SOON
    }

    /** @param value the number, or for how many milliseconds it is too soon */
    record Outcome(Fate fate, long value) {}

    /** A stretch of events with numbers in a row. */
    record Stretch(long first, List<String> payloads) {

        public Stretch {
            payloads = List.copyOf(payloads);
        }
    }

    record Logged(long seq, String payload) {}

    /**
     * All at once, in this order.
     *
     * @param floor the next number is greater than this
     */
    Mono<List<Outcome>> append(String room, long floor, List<Draft> drafts);

    /** The oldest after this number. */
    Mono<List<Logged>> after(String room, long seq, int most);

    /** The latest, the oldest first. */
    Mono<List<Logged>> latest(String room, int most);

    /** What other nodes append, and what they say in passing: that has no number. Perhaps what this node appends, too. */
    Flux<Stretch> follow(String room, Runnable listening);

    /** How many are here, told to the others; completes with how many there are on all nodes, and the latest number. */
    Mono<Census> count(String room, int here);

    record Census(long everywhere, int nodes, long seq) {}
}
