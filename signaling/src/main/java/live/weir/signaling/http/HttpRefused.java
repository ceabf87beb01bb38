package live.weir.signaling.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import live.weir.bridge.engine.MediaException;
import live.weir.signaling.stage.StageRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What a door by HTTP answers instead of doing as it is told. The message is a sentence for the client. */
public final class HttpRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** For clients that are told to come back without a word on when: not at once, and not so late that a person gives up. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final HttpStatus status;
    private final String slug;

    @SuppressWarnings("serial") // a map of strings, whatever its declared type
    private final Map<String, String> headers = new LinkedHashMap<>();

    private HttpRefused(HttpStatus status, String slug, String sentence, @Nullable Throwable cause) {
        super(sentence, cause, false, false);
        this.status = status;
        this.slug = slug;
    }

    /** @param slug the stable name of this kind of problem; part of the API */
    public static HttpRefused of(HttpStatus status, String slug, String sentence) {
        return new HttpRefused(status, slug, sentence, null);
    }

    public static HttpRefused of(StageRefused refused) {
        Duration known = refused.retryAfter();
        return switch (refused.reason()) {
            case UNAUTHENTICATED ->
                because(refused, HttpStatus.UNAUTHORIZED, "unauthorized").header("WWW-Authenticate", "Bearer");
            case FORBIDDEN -> because(refused, HttpStatus.FORBIDDEN, "forbidden");
            case NOT_FOUND -> because(refused, HttpStatus.NOT_FOUND, "not-found");
            case NOT_LIVE -> because(refused, HttpStatus.CONFLICT, "not-live").retryAfter(known, SOON);
            case CONFLICT -> because(refused, HttpStatus.CONFLICT, "conflict").retryAfter(known);
            case INVALID -> because(refused, HttpStatus.BAD_REQUEST, "bad-description");
            case UNSUPPORTED -> because(refused, HttpStatus.UNPROCESSABLE_CONTENT, "unsupported-media");
            case TOO_MANY ->
                because(refused, HttpStatus.TOO_MANY_REQUESTS, "too-many").retryAfter(known, SOON);
            case OVERLOADED ->
                because(refused, HttpStatus.SERVICE_UNAVAILABLE, "overloaded").retryAfter(known, SOON);
            case ELSEWHERE ->
                because(refused, HttpStatus.SERVICE_UNAVAILABLE, "elsewhere").retryAfter(known, AT_ONCE);
            case FAILED ->
                because(refused, HttpStatus.SERVICE_UNAVAILABLE, "media-failed").retryAfter(known, SOON);
        };
    }

    public static HttpRefused of(MediaException refused) {
        return switch (refused.reason()) {
            case BAD_DESCRIPTION -> because(refused, HttpStatus.BAD_REQUEST, "bad-description");
            case UNSUPPORTED -> because(refused, HttpStatus.UNPROCESSABLE_CONTENT, "unsupported-media");
            case CONFLICT -> because(refused, HttpStatus.CONFLICT, "conflict");
            case GONE -> because(refused, HttpStatus.NOT_FOUND, "not-found");
            case OVERLOADED ->
                because(refused, HttpStatus.SERVICE_UNAVAILABLE, "overloaded").retryAfter(SOON);
            case FAILED ->
                because(refused, HttpStatus.SERVICE_UNAVAILABLE, "media-failed").retryAfter(SOON);
        };
    }

    private static HttpRefused because(RuntimeException cause, HttpStatus status, String slug) {
        return new HttpRefused(
                status, slug, Objects.requireNonNullElse(cause.getMessage(), status.getReasonPhrase()), cause);
    }

    /** Gives what refused behind a door the form in which it leaves; everything else stays what it is. */
    static Throwable translate(Throwable error) {
        if (error instanceof StageRefused refused) {
            return of(refused);
        }
        return error instanceof MediaException refused ? of(refused) : error;
    }

    HttpRefused header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    HttpRefused retryAfter(@Nullable Duration delay, Duration otherwise) {
        return retryAfter(Objects.requireNonNullElse(delay, otherwise));
    }

    /** Rounded up, because a client that comes back a moment too early is refused again. */
    HttpRefused retryAfter(@Nullable Duration delay) {
        if (delay == null) {
            return this;
        }
        return header(
                "Retry-After", Long.toString(Math.max(1, delay.plusMillis(999).toSeconds())));
    }

    public HttpStatus status() {
        return status;
    }

    public String slug() {
        return slug;
    }

    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }
}
