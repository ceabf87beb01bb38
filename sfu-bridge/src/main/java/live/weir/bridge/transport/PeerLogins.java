package live.weir.bridge.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The credentials of one peer: those in use, and those of restarts that it has not answered yet (RFC 8445 §9). From any
 * thread, but for {@link #proven}.
 */
final class PeerLogins {

    private static final int BOUND = 4;

    private final Peer peer;
    private final PeerRegistry registry;
    /** The oldest first, which are those in use. */
    private final Queue<Registration> registrations = new ConcurrentLinkedQueue<>();

    private volatile boolean closed;

    PeerLogins(Peer peer, PeerRegistry registry) {
        this.peer = peer;
        this.registry = registry;
    }

    /** The last step of a peer's making: from here on it is found. */
    void open(IceLogin login) {
        Registration first = new Registration(peer, login);
        registrations.add(first);
        registry.add(peer, first);
    }

    void restart(IceLogin login) {
        if (registrations.size() >= BOUND) {
            throw new IllegalStateException("the peer answered none of the last restarts");
        }
        Registration next = new Registration(peer, login);
        registry.add(next);
        registrations.add(next);
        if (closed) {
            registry.remove(next);
        }
    }

    /** A check came with these credentials: older ones are good no more. On the peer's event loop. */
    void proven(Registration proof) {
        if (!registrations.contains(proof)) {
            return;
        }
        Registration oldest = registrations.peek();
        while (oldest != null && oldest != proof) {
            registrations.remove(oldest);
            registry.remove(oldest);
            oldest = registrations.peek();
        }
    }

    void close() {
        closed = true;
        registrations.forEach(registry::remove);
        registry.remove(peer);
    }
}
