package live.weir.platform.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import live.weir.bridge.hls.Reply;
import live.weir.platform.web.problem.Problem;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** Makes answers: the headers that players, browsers and CDNs go by, and problems where there is nothing to give. */
final class HlsAnswers {

    private static final AsciiString PLAYLIST = AsciiString.cached("application/vnd.apple.mpegurl");
    private static final AsciiString MANIFEST = AsciiString.cached("application/dash+xml");
    private static final AsciiString VIDEO = AsciiString.cached("video/mp4");
    private static final AsciiString AUDIO = AsciiString.cached("audio/mp4");
    private static final AsciiString PICTURE = AsciiString.cached("image/jpeg");
    private static final AsciiString TEXT_TRACK = AsciiString.cached("text/vtt");
    private static final AsciiString PROBLEM = AsciiString.cached("application/problem+json");
    private static final AsciiString OF_ONE = AsciiString.cached("private, max-age=");
    private static final AsciiString NO_STORE = AsciiString.cached("no-store");
    private static final AsciiString NOSNIFF_NAME = AsciiString.cached("x-content-type-options");
    private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");
    private static final AsciiString POLICY_NAME = AsciiString.cached("cross-origin-resource-policy");
    private static final AsciiString POLICY = AsciiString.cached("cross-origin");
    private static final AsciiString EXPOSED = AsciiString.cached("Date, ETag, Age, Content-Length");

    private final AsciiString allowOrigin;
    private final JsonMapper json;
    private final ConcurrentMap<Integer, AsciiString> ages = new ConcurrentHashMap<>();

    HlsAnswers(DeliverySettings settings, JsonMapper json) {
        this.allowOrigin = AsciiString.cached(settings.allowOrigin());
        this.json = json;
    }

    /** @param seen what the client has already, by {@code If-None-Match} */
    HlsAnswer of(Reply reply, String seen, boolean head) {
        return switch (reply.outcome()) {
            case FOUND -> found(reply, seen, head);
            case REFUSED ->
                problem(Problem.of(
                        HttpStatus.BAD_REQUEST, "invalid-directive", "Not a valid delivery directive", reply.reason()));
            case NOT_FOUND -> problem(Problem.of(HttpStatus.NOT_FOUND, "not-found", "Not found", reply.reason()));
            case UNAVAILABLE, MOVED ->
                problem(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "not-yet", "Not at present", reply.reason())
                        .retryAfter(Duration.ofSeconds(1)));
        };
    }

    private HlsAnswer found(Reply reply, String seen, boolean head) {
        HttpHeaders headers = common();
        headers.set(HttpHeaderNames.CONTENT_TYPE, type(reply.content()));
        headers.set(
                HttpHeaderNames.CACHE_CONTROL,
                reply.content() == Reply.Content.KEY
                        ? OF_ONE.concat(Integer.toString(reply.maxAge()))
                        : age(reply.maxAge()));
        String tag = '"' + reply.tag() + '"';
        headers.set(HttpHeaderNames.ETAG, tag);
        if (reply.content() == Reply.Content.PLAYLIST || reply.content() == Reply.Content.MANIFEST) {
            headers.set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
        }
        if (!seen.isEmpty() && (seen.contains(tag) || seen.equals("*"))) {
            reply.release();
            return new HlsAnswer(HttpResponseStatus.NOT_MODIFIED, headers, List.of());
        }
        if (reply.gzipped()) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
        }
        if (reply.sequel() == null) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(reply.length()));
        }
        if (head) {
            reply.release();
            return new HlsAnswer(HttpResponseStatus.OK, headers, List.of());
        }
        return new HlsAnswer(HttpResponseStatus.OK, headers, reply.body(), reply.sequel());
    }

    private HttpHeaders common() {
        HttpHeaders headers =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, allowOrigin);
        headers.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        headers.set(POLICY_NAME, POLICY);
        headers.set(NOSNIFF_NAME, NOSNIFF);
        return headers;
    }

    private AsciiString age(int seconds) {
        return ages.computeIfAbsent(
                seconds,
                age -> new AsciiString(
                        age >= 3_600 ? "public, max-age=" + age + ", immutable" : "public, max-age=" + age));
    }

    private static AsciiString type(Reply.Content content) {
        return switch (content) {
            case PLAYLIST -> PLAYLIST;
            case MANIFEST -> MANIFEST;
            case VIDEO -> VIDEO;
            case AUDIO -> AUDIO;
            case PICTURE -> PICTURE;
            case TEXT_TRACK -> TEXT_TRACK;
            case KEY, NONE -> HttpHeaderValues.APPLICATION_OCTET_STREAM;
        };
    }

    /** An error; caches in front must not keep it, or a player that came a moment early would be told so for a second. */
    HlsAnswer problem(Problem problem) {
        ByteBuf body = Unpooled.wrappedBuffer(json.writeValueAsBytes(problem.body(Optional.empty())));
        HttpHeaders headers = common();
        headers.set(HttpHeaderNames.CONTENT_TYPE, PROBLEM);
        headers.set(HttpHeaderNames.CACHE_CONTROL, NO_STORE);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.readableBytes()));
        problem.headers().forEach(headers::set);
        return new HlsAnswer(HttpResponseStatus.valueOf(problem.status().value()), headers, List.of(body));
    }

    /** For an answer between nodes, which says all by its status. */
    HttpHeaders empty() {
        HttpHeaders headers =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        headers.set(HttpHeaderNames.CACHE_CONTROL, NO_STORE);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
        return headers;
    }

    HlsAnswer redirect(String location) {
        HttpHeaders headers = common();
        headers.set(HttpHeaderNames.LOCATION, location);
        headers.set(HttpHeaderNames.CACHE_CONTROL, NO_STORE);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
        return new HlsAnswer(HttpResponseStatus.FOUND, headers, List.of());
    }

    /** The time, for players that compute by it what there is; never from a cache. */
    HlsAnswer clock(Instant now, boolean head) {
        ByteBuf body = Unpooled.copiedBuffer(now.truncatedTo(ChronoUnit.MILLIS).toString(), StandardCharsets.US_ASCII);
        HttpHeaders headers = common();
        headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_PLAIN);
        headers.set(HttpHeaderNames.CACHE_CONTROL, NO_STORE);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.readableBytes()));
        return new HlsAnswer(HttpResponseStatus.OK, headers, head ? List.of() : List.of(body));
    }

    /** What a browser asks before it lets another site's page send a token. */
    HlsAnswer preflight() {
        HttpHeaders headers = common();
        headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD");
        headers.set(
                HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Weir-Viewer-Pass, Weir-Seated, Range");
        headers.set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, "86400");
        headers.set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
        return new HlsAnswer(HttpResponseStatus.NO_CONTENT, headers, List.of());
    }
}
