package live.weir.bridge.engine.kurento;

import java.util.ArrayDeque;
import java.util.Deque;
import org.kurento.client.KurentoObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Releases what is needed no more, a few at a time: a crowd that leaves at once would keep a server from everything else
 * (Kurento's BT#462). Holds at most what is on the server.
 */
final class ReleaseQueue {

    private static final Logger log = LoggerFactory.getLogger(ReleaseQueue.class);
    private static final int AT_ONCE = 8;

    private final Deque<KurentoObject> waiting = new ArrayDeque<>();
    private final Errands errands;
    private int underWay;

    ReleaseQueue(Errands errands) {
        this.errands = errands;
    }

    void add(KurentoObject object) {
        synchronized (waiting) {
            waiting.add(object);
        }
        releaseNext();
    }

    private void releaseNext() {
        KurentoObject next;
        synchronized (waiting) {
            next = underWay < AT_ONCE ? waiting.poll() : null;
            if (next != null) {
                underWay++;
            }
        }
        if (next != null) {
            errands.run("Releasing", release(next));
        }
    }

    /** Never fails: what a server no longer knows is released. */
    private Mono<Void> release(KurentoObject object) {
        return Calls.tell(object::release)
                .doOnError(failure -> log.debug("Not released: {}", failure.getMessage()))
                .onErrorComplete()
                .doFinally(signal -> {
                    synchronized (waiting) {
                        underWay--;
                    }
                    releaseNext();
                });
    }

    /** The server has forgotten all of it. */
    void clear() {
        synchronized (waiting) {
            waiting.clear();
        }
    }
}
