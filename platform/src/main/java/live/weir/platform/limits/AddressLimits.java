package live.weir.platform.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import live.weir.platform.web.ClientAddress;
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

    private static final int NETWORK_BYTES = 8;

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
        if (!path.startsWith("/api/")) {
            return chain.filter(exchange);
        }
        return limitOf(request.getMethod(), path)
                .spendToken(
                        callerOf(addresses.of(request)), exchange.getResponse().getHeaders())
                .then(Mono.defer(() -> chain.filter(exchange)));
    }

    private RateLimit limitOf(HttpMethod method, String path) {
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

    /** One household has an IPv6 network of 64 bits to itself, and could use an address of it for every request. */
    private static String callerOf(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
    }

    @Override
    public int getOrder() {
        return BEFORE_AUTHENTICATION;
    }
}
