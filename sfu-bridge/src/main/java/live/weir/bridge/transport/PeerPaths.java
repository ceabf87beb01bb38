package live.weir.bridge.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ways to one peer, and the one that is used (RFC 8445 §8.1.1, for an agent that only answers): the one that the peer
 * named last with USE-CANDIDATE; before that, or when that one has fallen silent, the one that was checked last. Belongs
 * to the peer's event loop.
 */
final class PeerPaths {

    /** A phone has a few addresses, each by UDP and TCP; the least recently checked gives way. */
    private static final int BOUND = 8;

    /** Browsers check every 2.5 s at the least while a path lives. */
    private static final long SILENT = Duration.ofSeconds(6).toNanos();

    private final Peer peer;
    private final List<Path> paths = new ArrayList<>(2);
    private @Nullable Path selected;
    private long lastCheck;
    private int moves;

    PeerPaths(Peer peer) {
        this.peer = peer;
    }

    /** False if the address leads to another peer for good. */
    boolean checked(Outlet outlet, InetSocketAddress remote, boolean nominating, long now) {
        if (!outlet.lead(remote, peer)) {
            return false;
        }
        Path path = find(outlet, remote);
        if (path == null) {
            path = add(new Path(outlet, remote));
        }
        path.checked(now);
        lastCheck = now;
        choose(path, nominating, now);
        return true;
    }

    private void choose(Path path, boolean nominating, long now) {
        Path before = selected;
        if (before == null) {
            selected = path;
        } else if (before != path && (nominating || now - before.lastCheck() > SILENT)) {
            selected = path;
            moves++;
        }
    }

    private @Nullable Path find(Outlet outlet, InetSocketAddress remote) {
        for (Path path : paths) {
            if (path.is(outlet, remote)) {
                return path;
            }
        }
        return null;
    }

    private Path add(Path path) {
        if (paths.size() == BOUND) {
            Path oldest = paths.stream()
                    .filter(other -> other != selected)
                    .min(Comparator.comparingLong(Path::lastCheck))
                    .orElseThrow();
            paths.remove(oldest);
            oldest.forget(peer);
        }
        paths.add(path);
        return path;
    }

    /** The connection is gone. */
    void lost(Outlet outlet) {
        paths.removeIf(path -> path.outlet() == outlet);
        if (selected != null && selected.outlet() == outlet) {
            selected = paths.stream()
                    .max(Comparator.comparingLong(Path::lastCheck))
                    .orElse(null);
        }
    }

    /** Ways that were given up; the one in use goes with the peer. */
    void expire(long before) {
        for (int i = paths.size() - 1; i >= 0; i--) {
            Path path = paths.get(i);
            if (path != selected && path.lastCheck() - before < 0) {
                paths.remove(i);
                path.forget(peer);
            }
        }
    }

    @Nullable
    Path selected() {
        return selected;
    }

    long lastCheck() {
        return lastCheck;
    }

    int moves() {
        return moves;
    }

    /** All but the choice, over which there is a goodbye to be sent. */
    void forget() {
        paths.forEach(path -> path.forget(peer));
        paths.clear();
    }
}
