package live.weir.platform.chat.room;

import live.weir.platform.chat.protocol.ServerMessage.Event;
import live.weir.platform.chat.protocol.ServerMessage.Message;
import live.weir.platform.chat.protocol.ServerMessage.SystemEvent;

/** Messages and system events with another number; 0 is for none yet. What only happens to them has none to change. */
final class Renumbered {

    private Renumbered() {}

    static Event as(long seq, Event event) {
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
                : event;
    }
}
