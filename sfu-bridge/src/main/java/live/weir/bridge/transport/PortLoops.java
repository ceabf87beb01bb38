package live.weir.bridge.transport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The event loops of a port. */
final class PortLoops {

    private final List<PortLoop> loops = new CopyOnWriteArrayList<>();

    void add(PortLoop loop) {
        loops.add(loop);
    }

    List<PortLoop> all() {
        return loops;
    }

    /** Owns what came to none: it closes peers that never checked. */
    PortLoop first() {
        return loops.get(0);
    }
}
