package live.weir.platform.infrastructure.cluster;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import live.weir.platform.infrastructure.NodeSettings;
import org.jspecify.annotations.Nullable;

/**
 * A node, as it says of itself.
 *
 * @param url where other nodes reach it; null if its operator did not say
 * @param leavingSince since when it takes nothing new, because it is about to end; null while it stays. (Null too in records of
 *     releases that did not know of it.)
 * @param guards the state of each of its guards, by name
 */
public record NodeRecord(
        String id,
        String version,
        Set<NodeSettings.Role> roles,
        Instant startedAt,
        Instant lastSeenAt,
        @Nullable URI url,
        @Nullable Instant leavingSince,
        Map<String, String> guards) {

    public boolean stays() {
        return leavingSince == null;
    }
}
