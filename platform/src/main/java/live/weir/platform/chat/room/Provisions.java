package live.weir.platform.chat.room;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a channel keeps ready for its room.
 *
 * @param commands what is answered, by the word that asks for it
 * @param timers what the room says by itself
 * @param bots who takes part by a token of its own
 */
record Provisions(Map<String, String> commands, List<Timer> timers, List<Bot> bots) {

    static final Provisions NONE = new Provisions(Map.of(), List.of(), List.of());

    static final int MOST_COMMANDS = 50;
    static final int MOST_TIMERS = 10;
    static final int MOST_BOTS = 10;

    /** @param minutes from one time to the next, at least */
    record Timer(String name, int minutes, String text) {}

    /** @param moderates whether it may do what moderators do */
    record Bot(UUID id, String name, boolean moderates, Instant createdAt) {

        /** No person's: theirs have no hyphens. */
        String handle() {
            return "bot-" + name.toLowerCase(Locale.ROOT);
        }
    }

    Provisions {
        commands = Map.copyOf(commands);
        timers = List.copyOf(timers);
        bots = List.copyOf(bots);
    }

    @Nullable
    Bot bot(UUID id) {
        for (Bot bot : bots) {
            if (bot.id().equals(id)) {
                return bot;
            }
        }
        return null;
    }
}
