package live.weir.bridge.transport;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is expected, by the first half of a check's user name, and who was found at which address. Shared by all event
 * loops: read by each packet, written by registrations and authenticated checks only, so that what strangers send never
 * grows it.
 */
final class PeerRegistry {

    private final ConcurrentMap<String, Registration> registrations = new ConcurrentHashMap<>();
    private final ConcurrentMap<InetSocketAddress, Peer> routes = new ConcurrentHashMap<>();
    private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
    private final int maximum;
    private volatile boolean closed;

    PeerRegistry(int maximum) {
        this.maximum = maximum;
    }

    void add(Peer peer, Registration first) {
        if (peers.size() >= maximum) {
            throw new IllegalStateException("the port has its " + maximum + " peers already");
        }
        add(first);
        peers.add(peer);
        if (closed) {
            remove(peer);
            remove(first);
            throw new IllegalStateException("the port is closed");
        }
    }

    void add(Registration registration) {
        if (registrations.putIfAbsent(registration.localUfrag(), registration) != null) {
            throw new IllegalArgumentException("the user name fragment " + registration.localUfrag() + " is taken");
        }
    }

    @Nullable
    Registration find(String localUfrag) {
        return registrations.get(localUfrag);
    }

    void remove(Registration registration) {
        registrations.remove(registration.localUfrag(), registration);
    }

    void remove(Peer peer) {
        peers.remove(peer);
    }

    @Nullable
    Peer peerAt(InetSocketAddress remote) {
        return routes.get(remote);
    }

    /** The newest proof counts: addresses are given to others, and proofs need a password. */
    void lead(InetSocketAddress remote, Peer peer) {
        if (routes.get(remote) != peer) {
            routes.put(remote, peer);
        }
    }

    void forget(InetSocketAddress remote, Peer peer) {
        routes.remove(remote, peer);
    }

    Collection<Peer> peers() {
        return peers;
    }

    int routes() {
        return routes.size();
    }

    int registrations() {
        return registrations.size();
    }

    void close() {
        closed = true;
    }
}
