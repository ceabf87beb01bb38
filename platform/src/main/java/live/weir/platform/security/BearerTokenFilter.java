package live.weir.platform.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Reads the access token of an API request: from the Authorization header and nowhere else, because what stands in a URL
 * ends in logs. A token that is not valid is refused even where none is needed.
 */
final class BearerTokenFilter implements WebFilter {

    private static final String SCHEME = "bearer ";

    private final AccessTokenVerifier tokens;

    BearerTokenFilter(AccessTokenVerifier tokens) {
        this.tokens = tokens;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        if (!path.startsWith("/api/") && !path.startsWith("/actuator")) {
            return chain.filter(exchange);
        }
        List<String> headers = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (headers.size() > 1) {
            return Mono.error(Refusals.invalidToken());
        }
        String token = headers.isEmpty() ? null : token(headers.get(0));
        return token == null
                ? chain.filter(exchange)
                : tokens.verify(token)
                        .flatMap(caller -> chain.filter(exchange)
                                .contextWrite(ReactiveSecurityContextHolder.withAuthentication(
                                        new CallerAuthentication(caller))));
    }

    /** Null for other schemes: they are for somebody else, a proxy say. */
    private static @Nullable String token(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : null;
    }
}
