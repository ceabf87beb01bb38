package live.weir.platform.chat.room;

import live.weir.platform.chat.protocol.ServerMessage.Event;
import live.weir.platform.chat.protocol.ServerMessage.Message;
import live.weir.platform.chat.protocol.ServerMessage.SystemEvent;

/** Events as they are before they have a number. */
final class Unnumbered {

    private Unnumbered() {}

    static Event of(Event event) {
        if (event instanceof Message message) {
            return new Message(
                    0,
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
                ? new SystemEvent(0, system.id(), system.event(), system.at(), system.text())
                : event;
    }
}
