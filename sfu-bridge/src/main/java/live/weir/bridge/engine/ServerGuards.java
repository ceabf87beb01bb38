package live.weir.bridge.engine;

import reactor.core.publisher.Mono;

/** Protects the calls to each media server; filled by whoever has breakers and bulkheads. */
public interface ServerGuards {

    /** Makes the guard of one server; the probe is the cheapest call that shows it at work. */
    ServerGuard create(String server, Mono<?> probe);

    /** Protects the calls to one server. */
    interface ServerGuard {

        <T> Mono<T> call(Mono<T> work);

        /** The server is known no more. */
        default void retire() {}
    }

    /** Lets everything through. */
    static ServerGuards none() {
        return (server, probe) -> new ServerGuard() {
            @Override
            public <T> Mono<T> call(Mono<T> work) {
                return work;
            }
        };
    }
}
