package live.weir.bridge.transport;

import io.netty.channel.EventLoop;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an event loop wrote and has not sent yet: sent once at the end of what it is doing, so that the packets of many
 * peers leave in one call of the system. Belongs to that loop.
 */
final class FlushRound {

    private final EventLoop eventLoop;
    private final Set<Outlet> written = new HashSet<>();
    private @Nullable Outlet last;
    private boolean inBatch;
    private boolean scheduled;

    FlushRound(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
    }

    void begin() {
        inBatch = true;
    }

    void add(Outlet outlet) {
        if (outlet != last) {
            written.add(outlet);
            last = outlet;
        }
    }

    /** At the end of the batch if there is one; else as the loop's next task, after those that write too. */
    void soon() {
        if (!inBatch && !scheduled) {
            scheduled = true;
            eventLoop.execute(this::end);
        }
    }

    void end() {
        inBatch = false;
        scheduled = false;
        if (last == null) {
            return;
        }
        last = null;
        written.forEach(Outlet::flush);
        written.clear();
    }
}
