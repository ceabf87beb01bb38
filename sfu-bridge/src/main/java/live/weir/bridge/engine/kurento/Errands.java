package live.weir.bridge.engine.kurento;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Work that nobody waits for. It ends with its owner at the latest, and what fails of it is logged and counted. */
final class Errands implements Disposable {

    private static final Logger log = LoggerFactory.getLogger(Errands.class);

    private final Disposable.Composite underWay = Disposables.composite();
    private final String owner;
    private final Incidents incidents;

    Errands(String owner, Incidents incidents) {
        this.owner = owner;
        this.incidents = incidents;
    }

    /** @param what in words, for the log; once the owner has ended nothing is begun */
    void run(String what, Mono<?> work) {
        Disposable.Swap errand = Disposables.swap();
        if (underWay.add(errand)) {
            errand.update(work.doFinally(signal -> underWay.remove(errand))
                    .subscribe(done -> {}, failure -> failed(what, failure)));
        }
    }

    private void failed(String what, Throwable failure) {
        log.warn("{} failed for {}: {}", what, owner, RpcText.excerpt("" + failure.getMessage()));
        incidents.tell("errand-failed");
    }

    @Override
    public void dispose() {
        underWay.dispose();
    }

    @Override
    public boolean isDisposed() {
        return underWay.isDisposed();
    }
}
