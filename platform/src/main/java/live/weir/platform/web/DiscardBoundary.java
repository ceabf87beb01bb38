package live.weir.platform.web;

import reactor.core.publisher.Mono;

/**
 * Keeps what a response does with abandoned buffers away from the request's.
 *
 * <p>Reactor calls every {@code doOnDiscard} between a dropped element and the subscriber. When a handler's response is
 * made of a {@code Mono} that reads the request's body, those of the response's writer are among them, and each releases:
 * a body that is too large, or whose client goes away, is released twice, and the buffer under it comes apart while
 * Netty is still using it.
 */
final class DiscardBoundary {

    /** Reactor's own key, which it keeps to itself. */
    private static final String HOOK = "reactor.onDiscard.local";

    private DiscardBoundary() {}

    static <T> Mono<T> around(Mono<T> body) {
        return body.contextWrite(context -> context.delete(HOOK));
    }
}
