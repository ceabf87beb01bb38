package live.weir.platform.chat.room;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import live.weir.platform.chat.protocol.ServerMessage.Message;
import live.weir.platform.chat.protocol.ServerMessage.Role;
import live.weir.platform.chat.protocol.ServerMessage.SystemEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the room answers to a message that begins with a slash or an exclamation mark. The node that took the message
 * answers; the same command again within seconds is not answered again, on whichever node. On the room's event loop.
 */
final class Commands {

    private static final Logger log = LoggerFactory.getLogger(Commands.class);

    static final String UPTIME = "uptime";

    private static final int SECONDS_BETWEEN = 5;
    private static final int LONGEST_NAME = 20;

    private final Room room;
    private final RoomParts parts;
    private long uptimeAsked = -1;

    Commands(Room room, RoomParts parts) {
        this.room = room;
        this.parts = parts;
    }

    /** Null for what is no command. */
    static @Nullable String nameIn(String text) {
        if (text.length() < 2 || (text.charAt(0) != '/' && text.charAt(0) != '!')) {
            return null;
        }
        int space = text.indexOf(' ');
        int end = space < 0 ? text.length() : space;
        return end - 1 > LONGEST_NAME ? null : text.substring(1, end).toLowerCase(Locale.ROOT);
    }

    /** Bots are not answered: two of them could talk for ever. */
    void said(Message message) {
        String name = message.from().role() == Role.BOT ? null : nameIn(message.text());
        if (name == null) {
            return;
        }
        String text = room.rules().provisions().commands().get(name);
        if (name.equals(UPTIME)) {
            tellUptime();
        } else if (text != null) {
            answer("command", name, text);
        }
    }

    private Instant now() {
        return parts.clock().instant();
    }

    private void answer(String kind, String name, @Nullable String text) {
        Instant at = now();
        String id = "command-" + name + "-" + at.getEpochSecond() / SECONDS_BETWEEN;
        SystemEvent event = new SystemEvent(0, id, kind, at.truncatedTo(ChronoUnit.MILLIS), text);
        room.talk().happen(event, id, 0, seq -> room.writeDown(event, seq));
    }

    private void tellUptime() {
        long stretch = now().getEpochSecond() / SECONDS_BETWEEN;
        if (stretch == uptimeAsked) {
            return;
        }
        uptimeAsked = stretch;
        room.own(parts.live()
                .onAirSince(room.channel().id())
                .map(since -> clockOf(Duration.between(since, now())))
                .defaultIfEmpty("")
                .subscribe(
                        time -> room.execute(() -> {
                            if (time.isEmpty()) {
                                answer("uptime-off", UPTIME, null);
                            } else {
                                answer(UPTIME, UPTIME, time);
                            }
                        }),
                        away -> log.debug(
                                "For how long a channel is on air cannot be told now: {}", away.getMessage())));
    }

    /** As clocks show it in every language: {@code 1:05:09}. */
    static String clockOf(Duration time) {
        Duration shown = time.isNegative() ? Duration.ZERO : time;
        return String.format(
                Locale.ROOT, "%d:%02d:%02d", shown.toHours(), shown.toMinutesPart(), shown.toSecondsPart());
    }
}
