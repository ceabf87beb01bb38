package live.weir.platform.account;

import java.time.Duration;
import live.weir.platform.web.PublicOrigin;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Carries the refresh token: out of reach of scripts, sent to the endpoints of sessions alone, and not from other sites.
 * Because older browsers do not know SameSite, the headers that browsers add are looked at as well.
 */
@Component
final class RefreshCookie {

    static final String NAME = "weir_refresh";
    private static final String PATH = "/api/v1/sessions";

    private final AccountSettings settings;
    private final PublicOrigin origins;

    RefreshCookie(AccountSettings settings, PublicOrigin origins) {
        this.settings = settings;
        this.origins = origins;
    }

    /** Null if the request has none; fails with a problem (403) if another site's page sent it. */
    @Nullable
    String read(ServerHttpRequest request) {
        HttpCookie cookie = request.getCookies().getFirst(NAME);
        if (cookie == null || cookie.getValue().isEmpty()) {
            return null;
        }
        if (isForeign(request)) {
            throw Problem.of(
                    HttpStatus.FORBIDDEN, "cross-site", "Cross-site request", "Another site's page may not do this.");
        }
        return cookie.getValue();
    }

    ResponseCookie of(String token, ServerHttpRequest request) {
        return cookie(token, settings.sessionLife(), request);
    }

    ResponseCookie cleared(ServerHttpRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    private ResponseCookie cookie(String value, Duration life, ServerHttpRequest request) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .secure(origins.isHttps(request))
                .sameSite("Strict")
                .path(PATH)
                .maxAge(life)
                .build();
    }

    private boolean isForeign(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        String site = headers.getFirst("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        String origin = headers.getFirst(HttpHeaders.ORIGIN);
        return origin != null && !origin.equalsIgnoreCase(origins.of(request).toString());
    }
}
