package live.weir.platform.stage;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import live.weir.platform.web.TrustedProxies;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * First at the doors of stages: what others say of the client is kept if they may say it, and taken away if not. After this
 * a request that another node passed on looks as if its client had come here.
 */
final class StageEdge implements WebFilter, Ordered {

    private static final String PASSED = StageEdge.class.getName() + ".passed";

    private final Passport passport;
    private final TrustedProxies proxies;
    private final @Nullable String countryHeader;

    StageEdge(Passport passport, TrustedProxies proxies, AdmissionSettings admission) {
        this.passport = passport;
        this.proxies = proxies;
        this.countryHeader = admission.countryHeader();
    }

    /** Whether another node passed it on: then it goes no further. */
    static boolean wasPassed(ServerWebExchange exchange) {
        return exchange.getAttribute(PASSED) != null;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (StagePath.slug(request.getPath()).isEmpty()) {
            return chain.filter(exchange);
        }
        return passport.read(request)
                .map(client -> passed(exchange, client))
                .switchIfEmpty(Mono.fromSupplier(() -> ownWord(exchange)))
                .flatMap(chain::filter);
    }

    private static ServerWebExchange passed(ServerWebExchange exchange, InetAddress client) {
        exchange.getAttributes().put(PASSED, client);
        return exchange.mutate()
                .request(request -> request.remoteAddress(new InetSocketAddress(client, 0)))
                .build();
    }

    private ServerWebExchange ownWord(ServerWebExchange exchange) {
        InetSocketAddress peer = exchange.getRequest().getRemoteAddress();
        boolean trusted = proxies.contains(peer == null ? null : peer.getAddress());
        return exchange.mutate()
                .request(request -> request.headers(headers -> {
                    headers.remove(Passport.BY);
                    headers.remove(Passport.FOR);
                    if (countryHeader != null && !trusted) {
                        headers.remove(countryHeader);
                    }
                }))
                .build();
    }

    /** After request ids, before anything that asks for the client's address. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 2;
    }
}
