package live.weir.signaling.http;

import java.util.Locale;
import java.util.Objects;
import live.weir.signaling.stage.Credentials;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Takes what a client shows out of its request. A pass is shown as a bearer token too, and known by its beginning. */
final class CredentialsReader {

    private static final String SCHEME = "bearer ";
    private static final String PASS = "wvp_";

    private final ClientView view;

    CredentialsReader(ClientView view) {
        this.view = view;
    }

    Credentials read(ServerRequest request) {
        ServerHttpRequest http = request.exchange().getRequest();
        String token = bearer(Objects.requireNonNullElse(http.getHeaders().getFirst("Authorization"), ""));
        boolean pass = token != null && token.startsWith(PASS);
        return new Credentials(pass ? null : token, pass ? token : null, view.address(http), view.headers(http));
    }

    private static @Nullable String bearer(String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return null;
        }
        String token = header.substring(SCHEME.length()).strip();
        return token.isEmpty() ? null : token;
    }
}
