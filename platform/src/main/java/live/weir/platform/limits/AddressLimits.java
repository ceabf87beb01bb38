package live.weir.platform.limits;

import java.util.List;
import live.weir.platform.web.ClientAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** The limits by address: they stand before authentication, so that guessing at tokens is limited too. */
final class AddressLimits implements WebFilter, Ordered {

    /** Before Spring Security's filter, which has -100; after request ids and CORS. */
    private static final int BEFORE_AUTHENTICATION = -200;

    private static final List<String> DOORS = List.of("/whip/", "/whep/", "/ws/");

    private final ClientAddress addresses;
    private final RateLimits limits;

    AddressLimits(ClientAddress addresses, RateLimits limits) {
        this.addresses = addresses;
        this.limits = limits;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String path = RequestedPath.of(request.getPath());
        RateLimit limit = limitOf(request.getMethod(), path);
        if (limit == null) {
            return chain.filter(exchange);
        }
        return limit.spendToken(
                        ClientAddress.household(addresses.of(request)),
                        exchange.getResponse().getHeaders())
                .then(Mono.defer(() -> chain.filter(exchange)));
    }

    /** Null for pages and their files. */
    private @Nullable RateLimit limitOf(HttpMethod method, String path) {
        if (DOORS.stream().anyMatch(path::startsWith)) {
            return limits.door();
        }
        if (!path.startsWith("/api/")) {
            return null;
        }
        if (!HttpMethod.POST.equals(method)) {
            return limits.address();
        }
        return switch (path) {
            case "/api/v1/sessions" -> limits.signIn();
            case "/api/v1/sessions/refresh" -> limits.refresh();
            case "/api/v1/accounts" -> limits.register();
            default -> limits.address();
        };
    }

    @Override
    public int getOrder() {
        return BEFORE_AUTHENTICATION;
    }
}
