package live.weir.platform.chat.room;

import java.util.List;
import java.util.Map;

/**
 * What a channel keeps ready for its room.
 *
 * @param commands what is answered, by the word that asks for it
 * @param timers what the room says by itself
 */
record Provisions(Map<String, String> commands, List<Timer> timers) {

    static final Provisions NONE = new Provisions(Map.of(), List.of());

    static final int MOST_COMMANDS = 50;
    static final int MOST_TIMERS = 10;

    /** @param minutes from one time to the next, at least */
    record Timer(String name, int minutes, String text) {}

    Provisions {
        commands = Map.copyOf(commands);
        timers = List.copyOf(timers);
    }
}
