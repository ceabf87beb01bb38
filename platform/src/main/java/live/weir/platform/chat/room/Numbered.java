package live.weir.platform.chat.room;

import java.nio.charset.StandardCharsets;
import live.weir.platform.chat.protocol.EventFrames;
import live.weir.platform.chat.protocol.ServerMessage.Event;
import live.weir.platform.chat.protocol.ServerMessage.Message;
import live.weir.platform.chat.protocol.ServerMessage.SystemEvent;

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

    /** A message, or something of the house: what people read. */
    boolean isRead() {
        return event instanceof Message || event instanceof SystemEvent;
    }

    Numbered moved(long to) {
        return new Numbered(to, event, payload, false);
    }
}
