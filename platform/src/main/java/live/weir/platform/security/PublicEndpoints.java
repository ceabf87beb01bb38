package live.weir.platform.security;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpMethod;

/**
 * Endpoints below {@code /api} that need no token. A feature declares its own as a bean; whatever nobody declared needs
 * one. A token that is sent all the same is checked.
 */
public final class PublicEndpoints {

    private final List<Endpoint> endpoints = new ArrayList<>();

    record Endpoint(HttpMethod method, String pattern) {}

    public static PublicEndpoints of(HttpMethod method, String pattern) {
        return new PublicEndpoints().and(method, pattern);
    }

    /** @param pattern a path as handlers write it: {@code /api/v1/channels/{slug}} */
    public PublicEndpoints and(HttpMethod method, String pattern) {
        if (!pattern.startsWith("/api/")) {
            throw new IllegalArgumentException("Only endpoints below /api are closed: " + pattern);
        }
        endpoints.add(new Endpoint(method, pattern));
        return this;
    }

    List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }
}
