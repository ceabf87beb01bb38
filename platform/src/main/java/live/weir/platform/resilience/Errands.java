package live.weir.platform.resilience;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Work that nobody waits for. Each piece is kept until it ends, so that none goes on when its owner is over. */
public final class Errands {

    private final Set<Disposable> underWay = ConcurrentHashMap.newKeySet();

    /** @param failed is told why, if it fails */
    public void run(Mono<?> errand, Consumer<? super Throwable> failed) {
        Disposable.Swap own = Disposables.swap();
        underWay.add(own);
        own.update(errand.doFinally(end -> underWay.remove(own)).subscribe(done -> {}, failed));
    }

    public int size() {
        return underWay.size();
    }

    /** What is under way is given up; there may be more afterwards. */
    public void drop() {
        underWay.forEach(Disposable::dispose);
    }
}
