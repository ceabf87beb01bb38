package live.weir.platform.chat.room;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The listeners of a room on one event loop, which owns it. What comes from the room comes as a task, in the room's order.
 */
final class Shard {

    final EventLoop loop;
    private final List<Listener> listeners = new ArrayList<>();

    Shard(EventLoop loop) {
        this.loop = loop;
    }

    void add(Listener listener) {
        listener.place = listeners.size();
        listeners.add(listener);
    }

    void remove(Listener listener) {
        int place = listener.place;
        if (place < 0) {
            return;
        }
        Listener last = listeners.remove(listeners.size() - 1);
        if (last != listener) {
            listeners.set(place, last);
            last.place = place;
        }
        listener.place = -1;
    }

    /**
     * To all, with one flush each.
     *
     * @param frames one reference of it is taken
     */
    void deliver(ByteBuf frames, long from, long to) {
        // From the end: a listener that is closed on the way is replaced by one that was served.
        for (int i = listeners.size() - 1; i >= 0; i--) {
            if (i < listeners.size()) {
                listeners.get(i).deliver(frames, from, to);
            }
        }
        frames.release();
    }

    /** What a newer one replaces soon, for those alone who keep up. */
    void deliverPassing(ByteBuf frames) {
        for (int i = listeners.size() - 1; i >= 0; i--) {
            if (i < listeners.size()) {
                listeners.get(i).deliverPassing(frames);
            }
        }
        frames.release();
    }

    /** For some of them: moderators, or one person. */
    void each(Consumer<Listener> work) {
        for (int i = listeners.size() - 1; i >= 0; i--) {
            if (i < listeners.size()) {
                work.accept(listeners.get(i));
            }
        }
    }
}
