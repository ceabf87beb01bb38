package live.weir.platform.web;

import java.util.List;
import java.util.function.Supplier;
import live.weir.platform.web.problem.Problem;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Requests that depend on the state which the client has seen (RFC 9110 §13). */
public final class Conditional {

    private Conditional() {}

    /** The state, or 304 if the client has it already; the body is made only if it is sent. */
    public static <T> ResponseEntity<T> read(
            ServerHttpRequest request, EntityTag tag, CacheControl caching, Supplier<T> body) {
        boolean known = isNamed(tag, request.getHeaders().getOrEmpty(HttpHeaders.IF_NONE_MATCH));
        return ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .eTag(tag.header())
                .cacheControl(caching)
                .body(known ? null : body.get());
    }

    /** Before a write: a client that names a state may only change that one. Whoever names none changes any. */
    public static void requireMatch(ServerHttpRequest request, EntityTag current) {
        List<String> wanted = request.getHeaders().getOrEmpty(HttpHeaders.IF_MATCH);
        if (!wanted.isEmpty() && !isNamed(current, wanted)) {
            throw Problem.of(
                            HttpStatus.PRECONDITION_FAILED,
                            "precondition-failed",
                            "Precondition failed",
                            "This has changed since you read it: read it again.")
                    .header(HttpHeaders.ETAG, current.header());
        }
    }

    private static boolean isNamed(EntityTag tag, List<String> lists) {
        return lists.stream().anyMatch(tag::isNamedBy);
    }
}
