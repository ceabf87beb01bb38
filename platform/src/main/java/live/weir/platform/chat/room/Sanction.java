package live.weir.platform.chat.room;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody may not speak in a room.
 *
 * @param until null for a ban
 * @param shadow whether the person is to believe that it speaks
 * @param network the keyed hash of the network that is kept out too
 */
record Sanction(
        UUID account,
        String handle,
        @Nullable Instant until,
        String reason,
        boolean shadow,
        @Nullable String network,
        String by) {

    boolean holds(Instant now) {
        return until == null || until.isAfter(now);
    }

    boolean isBan() {
        return until == null;
    }
}
