package live.weir.bridge.transport;

/**
 * For how long a socket has brought as many packets as are read at a time, again and again: so long at the least more has come
 * than its event loop gets done, and what is forwarded is old. It shows when cores are short, whoever takes them, which no count
 * of bits or viewers does. Written on the loop, read from any thread: it grows while a loop does not come to its socket at all.
 */
final class Backlog {

    private final int atOnce;
    private volatile long since;
    private volatile boolean behind;

    /** @param atOnce packets that one reading brings at most */
    Backlog(int atOnce) {
        this.atOnce = atOnce;
    }

    /** So many came with one reading. */
    void read(int packets, long now) {
        if (packets < atOnce) {
            if (behind) {
                behind = false;
            }
        } else if (!behind) {
            since = now;
            behind = true;
        }
    }

    boolean isBehind() {
        return behind;
    }

    /** Zero while everything that comes is read at once. */
    long nanos(long now) {
        return behind ? Math.max(0, now - since) : 0;
    }
}
