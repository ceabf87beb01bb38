package live.weir.platform.chat.room;

import io.netty.buffer.ByteBuf;
import live.weir.platform.chat.protocol.ServerMessage;
import live.weir.platform.chat.protocol.ServerMessage.ByeReason;
import org.jspecify.annotations.Nullable;

/** Somebody in a room at the end of a connection. Called on its event loop, except for {@link #tell}. */
abstract class Listener {

    /** Where it stands in its shard, which alone sets it. */
    int place = -1;

    /** @param frames of the events with these numbers; still the caller's afterwards */
    abstract void deliver(ByteBuf frames, long from, long to);

    /** What may be left out. */
    abstract void deliverPassing(ByteBuf frames);

    /** On any thread. */
    abstract void tell(ServerMessage message);

    abstract void bye(ByeReason reason, boolean again, int afterSeconds);

    /** Whether it is still there, and keeps up. */
    abstract void check(long now);

    /**
     * It is in: from here on it is told everything, and this is what came before.
     *
     * @param frames one reference of it is taken
     */
    abstract void welcome(Room.View view, ByteBuf frames, Shard shard);

    /** Somebody moderates this person. */
    abstract void struck(String kind, Sanction sanction);

    /** Null for who only reads. */
    abstract @Nullable Speaker speaker();
}
