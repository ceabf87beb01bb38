package live.weir.platform.web;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Under which address the outside reaches us: as configured, or as the request and its trusted proxy say. */
@Component
public final class PublicOrigin {

    private final @Nullable URI configured;
    private final TrustedProxies proxies;

    PublicOrigin(WebSettings settings, TrustedProxies proxies) {
        this.configured = settings.publicUrl();
        this.proxies = proxies;
    }

    public boolean isHttps(ServerHttpRequest request) {
        return "https".equals(configured != null ? configured.getScheme() : scheme(request));
    }

    /** Without a slash at its end, ready for a path. */
    public URI of(ServerHttpRequest request) {
        return configured != null ? withoutSlash(configured) : fromRequest(request);
    }

    private URI fromRequest(ServerHttpRequest request) {
        String host = forwarded(request, "X-Forwarded-Host")
                .or(() -> Optional.ofNullable(request.getHeaders().getFirst(HttpHeaders.HOST)))
                .filter(PublicOrigin::isHost)
                .orElse("localhost");
        return URI.create(scheme(request) + "://" + host);
    }

    private String scheme(ServerHttpRequest request) {
        boolean tls =
                request.getSslInfo() != null || "https".equals(request.getURI().getScheme());
        return forwarded(request, "X-Forwarded-Proto")
                .filter(scheme -> scheme.equals("https") || scheme.equals("http"))
                .orElse(tls ? "https" : "http");
    }

    /** The last value is our neighbour's own; those before it are hearsay. */
    private Optional<String> forwarded(ServerHttpRequest request, String name) {
        if (!proxies.contains(ClientAddress.peer(request))) {
            return Optional.empty();
        }
        String values = String.join(",", request.getHeaders().getOrEmpty(name));
        return Optional.of(values.substring(values.lastIndexOf(',') + 1).trim()).filter(value -> !value.isEmpty());
    }

    /** The host goes into links: nothing but a name or an address, and a port, may pass. */
    private static boolean isHost(String host) {
        return host.length() <= 255 && host.matches("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");
    }

    private static URI withoutSlash(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }
}
