package live.weir.platform.chat.room;

import java.util.Map;
import java.util.UUID;
import live.weir.platform.audience.Gathering;
import org.springframework.stereotype.Component;

/** Who listens in the rooms. A node with a room open knows of the room's listeners on all nodes. */
@Component
final class RoomGathering implements Gathering {

    private final Rooms rooms;

    RoomGathering(Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public Kind kind() {
        return Kind.CHAT;
    }

    @Override
    public Map<UUID, Long> present() {
        return rooms.viewers();
    }
}
