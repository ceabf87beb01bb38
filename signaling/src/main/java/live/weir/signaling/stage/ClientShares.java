package live.weir.signaling.stage;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many media sessions each account or network has on this node. */
final class ClientShares {

    private final int most;
    private final ConcurrentHashMap<String, Integer> sessions = new ConcurrentHashMap<>();

    ClientShares(int most) {
        this.most = most;
    }

    /** One session's part; given back once. */
    final class Share {

        private final String client;
        private final AtomicBoolean given = new AtomicBoolean();

        private Share(String client) {
            this.client = client;
        }

        void giveBack() {
            if (given.compareAndSet(false, true)) {
                sessions.compute(client, (key, count) -> count == null || count == 1 ? null : count - 1);
            }
        }
    }

    Share take(String client) {
        sessions.compute(client, (key, count) -> {
            int before = count == null ? 0 : count;
            if (before >= most) {
                throw Refusals.tooMany("You have " + most + " media sessions already.");
            }
            return before + 1;
        });
        return new Share(client);
    }

    int clients() {
        return sessions.size();
    }
}
