package live.weir.platform.chat.room;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What moderators decided a moment ago. It is written down behind what else waits for Postgres, so who reads the rules there
 * again may find them as they were before.
 */
final class FreshDecisions {

    private static final long FRESH = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST = 1_000;

    private record Decision(@Nullable Sanction sanction, long at) {}

    private final Map<UUID, Decision> latest = new LinkedHashMap<>();

    void struck(Sanction sanction) {
        decided(sanction.account(), sanction);
    }

    void lifted(UUID account) {
        decided(account, null);
    }

    private void decided(UUID account, @Nullable Sanction sanction) {
        long now = System.nanoTime();
        latest.remove(account);
        latest.put(account, new Decision(sanction, now));
        forget(now);
    }

    /** The oldest come first. */
    private void forget(long now) {
        Iterator<Decision> oldest = latest.values().iterator();
        while (oldest.hasNext() && (now - oldest.next().at() > FRESH || latest.size() > MOST)) {
            oldest.remove();
        }
    }

    RoomRules over(RoomRules read) {
        forget(System.nanoTime());
        RoomRules rules = read;
        for (Map.Entry<UUID, Decision> decided : latest.entrySet()) {
            Sanction sanction = decided.getValue().sanction();
            rules = sanction == null ? rules.without(decided.getKey()) : rules.with(sanction);
        }
        return rules;
    }
}
