package live.weir.platform.stage;

import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/** Which headers go from one connection to the next, and which belong to the connection (RFC 9110 §7.6.1). */
final class PassedHeaders {

    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "accept-encoding"); // between nodes nothing is compressed: the client's own node does that

    private PassedHeaders() {}

    static HttpHeaders of(HttpHeaders headers) {
        HttpHeaders passed = new HttpHeaders();
        headers.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!OF_THE_CONNECTION.contains(lower) && !lower.startsWith("sec-websocket-")) {
                passed.addAll(name, values);
            }
        });
        return passed;
    }
}
