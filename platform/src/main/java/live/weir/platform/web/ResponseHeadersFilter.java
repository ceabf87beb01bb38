package live.weir.platform.web;

import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** What every response says to browsers and caches, unless its handler has said otherwise. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class ResponseHeadersFilter implements WebFilter {

    private static final String PERMISSIONS = "camera=(self), microphone=(self), display-capture=(self), "
            + "autoplay=(self), fullscreen=(self), picture-in-picture=(self), geolocation=(), payment=(), usb=()";

    private final List<HeaderPolicy> policies;
    private final PublicOrigin origin;
    private final long hstsSeconds;

    ResponseHeadersFilter(WebSettings settings, PublicOrigin origin, ObjectProvider<HeaderPolicy> policies) {
        this.origin = origin;
        this.hstsSeconds = settings.hsts().toSeconds();
        this.policies = policies.stream()
                .sorted(Comparator.comparingInt(policy -> -policy.pathPrefix().length()))
                .toList();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> complete(exchange)));
        return chain.filter(exchange);
    }

    private void complete(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        HttpHeaders headers = exchange.getResponse().getHeaders();
        String path = request.getPath().value();
        setIfAbsent(headers, "X-Content-Type-Options", "nosniff");
        setIfAbsent(headers, "Referrer-Policy", "strict-origin-when-cross-origin");
        setIfAbsent(headers, "Permissions-Policy", PERMISSIONS);
        setIfAbsent(headers, "Cross-Origin-Opener-Policy", "same-origin");
        restrictPage(headers, path);
        if (hstsSeconds > 0 && origin.isHttps(request)) {
            setIfAbsent(headers, "Strict-Transport-Security", "max-age=" + hstsSeconds);
        }
        if (path.startsWith("/api/")) {
            setIfAbsent(headers, HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private void restrictPage(HttpHeaders headers, String path) {
        HeaderPolicy policy = policies.stream()
                .filter(candidate -> candidate.covers(path))
                .findFirst()
                .orElse(HeaderPolicy.DATA);
        boolean ownPolicy = headers.containsHeader("Content-Security-Policy");
        setIfAbsent(headers, "Content-Security-Policy", policy.contentSecurityPolicy());
        if (!ownPolicy && policy.framing() == HeaderPolicy.Framing.NOBODY) {
            setIfAbsent(headers, "X-Frame-Options", "DENY");
        }
    }

    private static void setIfAbsent(HttpHeaders headers, String name, String value) {
        if (!headers.containsHeader(name)) {
            headers.set(name, value);
        }
    }
}
