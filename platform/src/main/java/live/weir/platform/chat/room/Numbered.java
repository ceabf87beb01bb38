package live.weir.platform.chat.room;

import java.nio.charset.StandardCharsets;
import live.weir.platform.chat.protocol.EventFrames;
import live.weir.platform.chat.protocol.ServerMessage.Event;
import live.weir.platform.chat.protocol.ServerMessage.Message;
import live.weir.platform.chat.protocol.ServerMessage.SystemEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event that has its number.
 *
 * @param event as it was read, its own number left at 0
 * @param payload its JSON without the number
 * @param provisional whether the number may change
 */
record Numbered(long seq, Event event, String payload, boolean provisional) {

    /** The frame's content. */
    byte[] json() {
        return EventFrames.numbered(seq, payload.getBytes(StandardCharsets.UTF_8), provisional);
    }

    /** A message or a system event that says its number itself; null for what only happens to them. */
    @Nullable
    Event withNumber() {
        if (event instanceof Message message) {
            return new Message(
                    seq,
                    message.id(),
                    message.from(),
                    message.text(),
                    message.at(),
                    message.mentions(),
                    message.reply(),
                    message.edited(),
                    false);
        }
        return event instanceof SystemEvent system
                ? new SystemEvent(seq, system.id(), system.event(), system.at(), system.text())
                : null;
    }

    Numbered moved(long to) {
        return new Numbered(to, event, payload, false);
    }
}
