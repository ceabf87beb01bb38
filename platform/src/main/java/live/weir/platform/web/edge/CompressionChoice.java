package live.weir.platform.web.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Which responses are compressed: texts above a size that nobody has encoded already. Streams are not: the compressor
 * would hold their events back.
 *
 * <p>Asked once for each response, just before its head goes out, which is also the last moment to tell caches about it.
 */
final class CompressionChoice implements BiPredicate<HttpServerRequest, HttpServerResponse> {

    private static final Set<String> TEXTS = Set.of(
            "application/json",
            "application/problem+json",
            "application/javascript",
            "application/manifest+json",
            "image/svg+xml",
            "text/css",
            "text/html",
            "text/javascript",
            "text/plain");

    private final long threshold;

    CompressionChoice(long threshold) {
        this.threshold = threshold;
    }

    @Override
    public boolean test(HttpServerRequest request, HttpServerResponse response) {
        HttpHeaders headers = response.responseHeaders();
        if (!isCompressible(request, response.status(), headers)) {
            return false;
        }
        headers.add(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
        if (!acceptsGzip(request.requestHeaders())) {
            return false;
        }
        weaken(headers);
        return true;
    }

    private boolean isCompressible(
            HttpServerRequest request, @Nullable HttpResponseStatus status, HttpHeaders headers) {
        return HttpResponseStatus.OK.code() <= code(status)
                && code(status) != HttpResponseStatus.NO_CONTENT.code()
                && code(status) != HttpResponseStatus.PARTIAL_CONTENT.code()
                && code(status) != HttpResponseStatus.NOT_MODIFIED.code()
                && !HttpMethod.HEAD.equals(request.method())
                && !headers.contains(HttpHeaderNames.CONTENT_ENCODING)
                && TEXTS.contains(mediaType(headers))
                && isLongEnough(headers);
    }

    private static int code(@Nullable HttpResponseStatus status) {
        return status == null ? 0 : status.code();
    }

    private boolean isLongEnough(HttpHeaders headers) {
        int length = headers.getInt(HttpHeaderNames.CONTENT_LENGTH, Integer.MAX_VALUE);
        return length >= threshold;
    }

    private static String mediaType(HttpHeaders headers) {
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
    }

    private static boolean acceptsGzip(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.ACCEPT_ENCODING).stream().anyMatch(value -> value.contains("gzip"));
    }

    /** The compressed bytes are others than those that a strong tag was given to (RFC 9110 §8.8.3.3). */
    private static void weaken(HttpHeaders headers) {
        String tag = headers.get(HttpHeaderNames.ETAG);
        if (tag != null && tag.startsWith("\"")) {
            headers.set(HttpHeaderNames.ETAG, "W/" + tag);
        }
    }
}
