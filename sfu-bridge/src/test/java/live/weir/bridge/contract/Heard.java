package live.weir.bridge.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** What was said on a stream of events, and whether it has ended. */
public final class Heard<E> {

    private final List<E> events = new CopyOnWriteArrayList<>();
    private final Disposable listening;

    public Heard(Flux<? extends E> stream) {
        listening = stream.subscribe(events::add, failed -> {});
    }

    public List<E> all() {
        return events;
    }

    <T extends E> List<T> all(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    boolean hasEnded() {
        return listening.isDisposed();
    }
}
