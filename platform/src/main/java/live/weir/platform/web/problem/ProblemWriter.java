package live.weir.platform.web.problem;

import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes a {@link Problem} as the whole response, whatever the request says it accepts. */
@Component
public final class ProblemWriter {

    /** The response carries the request's id from its first moment on. */
    private static final String REQUEST_ID = "X-Request-Id";

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    public Mono<Void> write(ServerWebExchange exchange, Problem problem) {
        ServerHttpResponse response = exchange.getResponse();
        if (!response.setStatusCode(problem.status())) {
            return response.setComplete();
        }
        HttpHeaders headers = response.getHeaders();
        byte[] body = json.writeValueAsBytes(problem.body(Optional.ofNullable(headers.getFirst(REQUEST_ID))));
        forgetIntendedBody(headers);
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setContentLength(body.length);
        headers.setCacheControl("no-store");
        problem.headers().forEach(headers::set);
        if (HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
            return response.setComplete();
        }
        return response.writeWith(Mono.fromSupplier(() -> wrap(response, body)));
    }

    private static DataBuffer wrap(ServerHttpResponse response, byte[] body) {
        return response.bufferFactory().wrap(body);
    }

    /** A handler may have described its body before it failed; that body never comes. */
    private static void forgetIntendedBody(HttpHeaders headers) {
        headers.remove(HttpHeaders.ETAG);
        headers.remove(HttpHeaders.LAST_MODIFIED);
        headers.remove(HttpHeaders.EXPIRES);
        headers.remove(HttpHeaders.CONTENT_ENCODING);
        headers.remove(HttpHeaders.CONTENT_RANGE);
        headers.remove(HttpHeaders.CONTENT_DISPOSITION);
        headers.remove(HttpHeaders.ACCEPT_RANGES);
    }
}
