package live.weir.platform.chat.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import live.weir.platform.chat.protocol.ChatCodec;
import live.weir.platform.chat.protocol.ServerMessage.Cleared;
import live.weir.platform.chat.protocol.ServerMessage.Deleted;
import live.weir.platform.chat.protocol.ServerMessage.Edited;
import live.weir.platform.chat.protocol.ServerMessage.Event;
import live.weir.platform.chat.protocol.ServerMessage.Message;
import org.jspecify.annotations.Nullable;

/** The latest events of a room, as they are now: without what was deleted, with edits in place. */
final class Ring {

    private static final int MOST = 512;
    private static final int SHOWN = 50;

    private final ChatCodec codec;
    private final Deque<Numbered> events = new ArrayDeque<>();
    /** All after this number are here, or are to be seen by nobody. */
    private long complete;

    Ring(ChatCodec codec, long complete) {
        this.codec = codec;
        this.complete = complete;
    }

    void add(Numbered event) {
        settle(event.event());
        events.add(event);
        if (events.size() > MOST) {
            complete = events.remove().seq();
        }
    }

    private void settle(Event event) {
        if (event instanceof Deleted deleted) {
            events.removeIf(known -> known.seq() == deleted.message());
        } else if (event instanceof Cleared cleared) {
            events.removeIf(known -> known.event() instanceof Message message
                    && message.from().handle().equals(cleared.handle()));
        } else if (event instanceof Edited edited) {
            replace(known -> known.seq() == edited.message() && known.event() instanceof Message message
                    ? edited(known, message, edited)
                    : known);
        }
    }

    private Numbered edited(Numbered known, Message message, Edited edit) {
        Message changed = new Message(
                0,
                message.id(),
                message.from(),
                edit.text(),
                message.at(),
                edit.mentions(),
                message.reply(),
                true,
                false);
        return new Numbered(known.seq(), changed, codec.writeText(changed), known.provisional());
    }

    void move(List<Sequencer.Move> moves) {
        Map<Long, Long> numbers = new HashMap<>();
        moves.forEach(move -> numbers.put(move.from(), move.to()));
        replace(known -> {
            Long to = numbers.get(known.seq());
            return to == null || !known.provisional() ? known : known.moved(to);
        });
        List<Numbered> sorted = new ArrayList<>(events);
        sorted.sort((one, other) -> Long.compare(one.seq(), other.seq()));
        events.clear();
        events.addAll(sorted);
    }

    private void replace(UnaryOperator<Numbered> change) {
        List<Numbered> changed = events.stream().map(change).toList();
        events.clear();
        events.addAll(changed);
    }

    @Nullable
    Message message(long seq) {
        for (Numbered known : events) {
            if (known.seq() == seq && known.event() instanceof Message message) {
                return message;
            }
        }
        return null;
    }

    /** From where on nothing is missing. */
    long complete() {
        return complete;
    }

    List<Numbered> after(long seq) {
        return events.stream().filter(known -> known.seq() > seq).toList();
    }

    /** What people read, with its numbers; null where the ring has not all of it, or none that stays. */
    @Nullable
    List<Event> eventsAfter(long seq) {
        if (seq < complete) {
            return null;
        }
        List<Event> readable = new ArrayList<>();
        for (Numbered known : after(seq)) {
            if (known.provisional()) {
                return null;
            }
            if (known.isRead()) {
                readable.add(Renumbered.as(known.seq(), known.event()));
            }
        }
        return readable;
    }

    /** What somebody reads who comes in. */
    List<Numbered> latest() {
        List<Numbered> shown =
                new ArrayList<>(events.stream().filter(Numbered::isRead).toList());
        return shown.subList(Math.max(0, shown.size() - SHOWN), shown.size());
    }
}
