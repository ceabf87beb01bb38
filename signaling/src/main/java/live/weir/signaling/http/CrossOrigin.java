package live.weir.signaling.http;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets pages of any origin publish and watch: what admits is a token that a page has to know, never a cookie. Answers every
 * OPTIONS, with no servers in it (RFC 9725 §4.6). Belongs before whatever asks for tokens, and before other rules on origins.
 */
public final class CrossOrigin implements WebFilter {

    private static final List<String> DOORS = List.of("whip", "whep");
    private static final String EXPOSED =
            "Location, ETag, Link, Accept-Patch, Accept-Post, Retry-After, WWW-Authenticate";
    private static final String ALLOWED =
            "Authorization, Content-Type, If-Match, Accept, Link, " + CredentialsReader.PASS_HEADER;
    private static final String DAY = "86400";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String[] steps =
                exchange.getRequest().getPath().pathWithinApplication().value().split("/", 5);
        if (steps.length < 3 || steps.length > 4 || !DOORS.contains(steps[1])) {
            return chain.filter(exchange);
        }
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Access-Control-Expose-Headers", EXPOSED);
        return exchange.getRequest().getMethod().equals(HttpMethod.OPTIONS)
                ? options(exchange, steps.length == 4)
                : chain.filter(exchange);
    }

    private static Mono<Void> options(ServerWebExchange exchange, boolean session) {
        String methods = session ? SessionResource.METHODS : Door.METHODS;
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set("Allow", methods);
        headers.set("Access-Control-Allow-Methods", methods);
        headers.set("Access-Control-Allow-Headers", ALLOWED);
        headers.set("Access-Control-Max-Age", DAY);
        if (session) {
            headers.set("Accept-Patch", RequestChecks.FRAGMENT.toString());
        } else {
            headers.set("Accept-Post", RequestChecks.SDP.toString());
        }
        headers.setContentLength(0);
        exchange.getResponse().setStatusCode(HttpStatus.OK);
        return exchange.getResponse().setComplete();
    }
}
