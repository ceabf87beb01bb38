package live.weir.bridge.engine.kurento;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** What should not happen and does, by a word for each kind: for whoever counts it. */
final class Incidents {

    private static final int WAITING = 256;

    private final Sinks.Many<String> told = Sinks.many().multicast().directBestEffort();

    /** From any thread. */
    synchronized void tell(String kind) {
        told.tryEmitNext(kind); // nobody listening is fine
    }

    Flux<String> all() {
        return told.asFlux().onBackpressureBuffer(WAITING, dropped -> {});
    }
}
