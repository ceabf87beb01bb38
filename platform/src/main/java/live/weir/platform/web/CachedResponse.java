package live.weir.platform.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import live.weir.platform.infrastructure.cache.Cached;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Sends what a cache holds as it is: bytes that were encoded once, the tag that was computed once. What could not be
 * asked for anew is marked as stale, with its age.
 */
public final class CachedResponse {

    private static final String STALE = "110 - \"Response is Stale\"";

    private final CacheControl caching;
    private final Clock clock;

    public CachedResponse(CacheControl caching, Clock clock) {
        this.caching = caching;
        this.clock = clock;
    }

    /** The cached JSON, or 304 if the client has it already. */
    public ResponseEntity<byte[]> to(ServerHttpRequest request, Cached<?> cached) {
        EntityTag tag = tagOf(cached.etag());
        ResponseEntity<byte[]> plain = Conditional.read(request, tag, caching, cached::bytes);
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(plain.getStatusCode()).headers(plain.getHeaders());
        if (plain.hasBody()) {
            response.contentType(MediaType.APPLICATION_JSON);
        }
        if (cached.stale()) {
            markStale(response, cached.loadedAt());
        }
        return response.body(plain.getBody());
    }

    /** The tag of cached bytes as {@link Conditional} compares it. */
    public static EntityTag tagOf(String quoted) {
        return new EntityTag(quoted.substring(1, quoted.length() - 1));
    }

    private void markStale(ResponseEntity.BodyBuilder response, Instant loadedAt) {
        response.header(HttpHeaders.WARNING, STALE).header("Weir-Stale", "true");
        // What a cache was told to distrust has lost its time: then its age is unknown, and none is better than a wrong
        // one.
        if (loadedAt.isAfter(Instant.EPOCH)) {
            long age = Math.max(0, Duration.between(loadedAt, clock.instant()).toSeconds());
            response.header(HttpHeaders.AGE, Long.toString(age));
        }
    }
}
