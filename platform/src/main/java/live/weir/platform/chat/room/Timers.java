package live.weir.platform.chat.room;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.weir.platform.chat.protocol.ServerMessage.Event;
import live.weir.platform.chat.protocol.ServerMessage.Message;
import live.weir.platform.chat.protocol.ServerMessage.Role;
import live.weir.platform.chat.protocol.ServerMessage.SystemEvent;
import live.weir.platform.chat.room.Provisions.Timer;

/**
 * What the room says by itself every so many minutes, while the channel is on air and people talk. Every node with the room
 * looks at its own clock; what is due is named by its stretch of time, so that the room's log takes it once, and every node
 * hears of it and waits again. On the room's event loop.
 */
final class Timers {

    /** Messages since a timer's last turn: nobody is told the same thing twice in a row. */
    static final int LEAST_TALK = 5;

    private static final String KIND = "timer";
    private static final Duration ASK_AGAIN = Duration.ofSeconds(30);

    /** What a timer needs of its room. */
    interface Surroundings {

        List<Timer> timers();

        /** Asks whether the channel is on air, and does this if it is. */
        void ifOnAir(Runnable then);

        /** @param once what it is known by on all nodes */
        void tell(SystemEvent event, String once);
    }

    /** @param stretch the number of the stretch of time in which it had its last turn, counted since 1970 */
    private record Turn(long stretch, Instant at, long talked) {}

    private final Surroundings surroundings;
    private final Clock clock;
    private final Map<String, Turn> turns = new HashMap<>();
    private long talked;
    private Instant askedAt = Instant.EPOCH;

    Timers(Surroundings surroundings, Clock clock) {
        this.surroundings = surroundings;
        this.clock = clock;
    }

    void happened(Event event) {
        if (event instanceof Message message && message.from().role() != Role.BOT) {
            talked++;
        } else if (event instanceof SystemEvent system && system.event().equals(KIND)) {
            surroundings.timers().stream()
                    .filter(timer -> system.id().startsWith(prefix(timer)))
                    .forEach(timer -> hadItsTurn(timer, system.at()));
        }
    }

    private static String prefix(Timer timer) {
        return KIND + "-" + timer.name() + "-";
    }

    private void hadItsTurn(Timer timer, Instant at) {
        turns.put(timer.name(), new Turn(stretch(timer, at), at, talked));
    }

    private static long stretch(Timer timer, Instant at) {
        return at.getEpochSecond() / Duration.ofMinutes(timer.minutes()).toSeconds();
    }

    /** Every few seconds. */
    void look() {
        Instant now = clock.instant();
        List<Timer> timers = surroundings.timers();
        turns.keySet()
                .removeIf(
                        name -> timers.stream().noneMatch(timer -> timer.name().equals(name)));
        // What this node sees for the first time waits for a whole stretch: another may have had its turn just now.
        timers.forEach(timer ->
                turns.computeIfAbsent(timer.name(), name -> new Turn(stretch(timer, now), Instant.EPOCH, talked)));
        boolean anyDue = timers.stream().anyMatch(timer -> isDue(timer, now));
        if (anyDue && !askedAt.plus(ASK_AGAIN).isAfter(now)) {
            askedAt = now;
            surroundings.ifOnAir(this::tellWhatIsDue);
        }
    }

    private boolean isDue(Timer timer, Instant now) {
        Turn last = turns.get(timer.name());
        return last != null
                && stretch(timer, now) > last.stretch()
                && !last.at().plus(Duration.ofMinutes(timer.minutes())).isAfter(now)
                && talked - last.talked() >= LEAST_TALK;
    }

    private void tellWhatIsDue() {
        Instant now = clock.instant();
        askedAt = Instant.EPOCH;
        for (Timer timer : surroundings.timers()) {
            if (isDue(timer, now)) {
                String id = prefix(timer) + timer.minutes() + "-" + stretch(timer, now);
                hadItsTurn(timer, now);
                surroundings.tell(new SystemEvent(0, id, KIND, now.truncatedTo(ChronoUnit.MILLIS), timer.text()), id);
            }
        }
    }
}
