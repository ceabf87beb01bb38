package live.weir.platform.web.problem;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * An error that a client is told about (RFC 9457).
 *
 * <p>The type is stable and part of the API: clients switch on it, so a title may be reworded and a type may not. A
 * problem carries no stack trace, because it reports the client's situation and not a fault of ours.
 */
public final class Problem extends RuntimeException {

    /** A client corrects a handful of fields at a time; a list of a thousand wrong items is no better told in full. */
    private static final int MAX_ERRORS = 32;

    private static final String TYPE_PREFIX = "urn:weir:problem:";

    private final HttpStatus status;
    private final String slug;
    private final String title;
    private final String detail;
    private final List<Map<String, String>> errors = new ArrayList<>();
    private final Map<String, Object> extensions = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Problem(HttpStatus status, String slug, String title, String detail) {
        super(title + ": " + detail, null, false, false);
        this.status = status;
        this.slug = slug;
        this.title = title;
        this.detail = detail;
    }

    public static Problem of(HttpStatus status, String slug, String title, String detail) {
        return new Problem(status, slug, title, detail);
    }

    public static Problem notFound(String what, String name) {
        return of(HttpStatus.NOT_FOUND, "not-found", "Not found", "There is no " + what + " '" + name + "'.");
    }

    public static Problem conflict(String slug, String title, String detail) {
        return of(HttpStatus.CONFLICT, slug, title, detail);
    }

    public static Problem forbidden(String detail) {
        return of(HttpStatus.FORBIDDEN, "forbidden", "Forbidden", detail);
    }

    public static Problem unauthorized(String slug, String detail) {
        return of(HttpStatus.UNAUTHORIZED, slug, "Unauthorized", detail).header("WWW-Authenticate", "Bearer");
    }

    /** A problem of type {@code validation} that as yet names nothing: add what is wrong with {@code at…}. */
    public static Problem validation() {
        return of(HttpStatus.BAD_REQUEST, "validation", "The request is not valid", "See errors.");
    }

    public static Problem invalid(String pointer, String detail) {
        return validation().at(pointer, detail);
    }

    public static Problem invalidParameter(String parameter, String detail) {
        return validation().atParameter(parameter, detail);
    }

    /** What is wrong with one field: a JSON pointer (RFC 6901) into the request's body, and a sentence. */
    public Problem at(String pointer, String fieldDetail) {
        return blame("pointer", pointer, fieldDetail);
    }

    /** What is wrong with one parameter of the query or the path. */
    public Problem atParameter(String parameter, String parameterDetail) {
        return blame("parameter", parameter, parameterDetail);
    }

    public Problem atHeader(String header, String headerDetail) {
        return blame("header", header, headerDetail);
    }

    private Problem blame(String place, String name, String blameDetail) {
        if (errors.size() < MAX_ERRORS) {
            Map<String, String> error = new LinkedHashMap<>();
            error.put(place, name);
            error.put("detail", blameDetail);
            errors.add(error);
        }
        return this;
    }

    public Problem with(String name, Object value) {
        extensions.put(name, value);
        return this;
    }

    public Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Rounded up, because a client that comes back a moment too early is refused again. */
    public Problem retryAfter(Duration delay) {
        long seconds = Math.max(1, (delay.toMillis() + 999) / 1000);
        return header("Retry-After", Long.toString(seconds));
    }

    public HttpStatus status() {
        return status;
    }

    public URI type() {
        return URI.create(TYPE_PREFIX + slug);
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** The body as RFC 9457 lays it out; {@code instance} is the request's id, so that a report can be traced. */
    public Map<String, Object> body(Optional<String> instance) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type().toString());
        body.put("title", title);
        body.put("status", status.value());
        body.put("detail", detail);
        instance.ifPresent(id -> body.put("instance", "urn:weir:request:" + id));
        if (!errors.isEmpty()) {
            body.put("errors", List.copyOf(errors));
        }
        extensions.forEach(body::putIfAbsent);
        return body;
    }
}
