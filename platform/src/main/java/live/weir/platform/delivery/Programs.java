package live.weir.platform.delivery;

import java.time.Instant;
import java.util.UUID;
import live.weir.platform.identity.ChannelId;

/** Where programs that this node makes reach their audience: HLS, the recording and the pictures. */
public interface Programs {

    /**
     * Puts a program on air at {@code /hls/{slug}/}; what was open for the channel on this node is abandoned. Never blocks,
     * and may be called from any thread.
     */
    OpenProgram open(Broadcast broadcast);

    /**
     * What the program is of.
     *
     * @param id of the broadcast; a program that is opened again for the same one (by the next node, say) goes on with its
     *     recording, and players of the one before it go on with this one
     * @param takenAt when this node took the stage, by the clock that all nodes have in common: later than whatever owners before
     *     it made
     */
    record Broadcast(UUID id, ChannelId channel, String slug, Instant startedAt, Instant takenAt) {}
}
