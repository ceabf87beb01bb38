package live.weir.platform.web.problem;

import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Shows a person, rather than a program, that there is no such page.
 *
 * <p>Used for a browser's request for a page outside the API, and only if somebody brings an implementation.
 */
@FunctionalInterface
public interface PageNotFound {

    /** Writes the whole response, status included. */
    Mono<Void> show(ServerWebExchange exchange);
}
