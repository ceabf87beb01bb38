package live.weir.platform.web.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import live.weir.platform.web.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The answers to what never becomes a request: made once, counted each time. */
@Component
final class Refusals {

    /** Why a request was not heard out. */
    enum Reason {
        MALFORMED(HttpStatus.BAD_REQUEST, "malformed-request", "This is not a well-formed HTTP request."),
        LINE_TOO_LONG(HttpStatus.URI_TOO_LONG, "uri-too-long", "The request line is too long."),
        HEAD_TOO_LARGE(
                HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                "headers-too-large",
                "The request's headers are too large."),
        HEAD_TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "request-timeout", "The request's headers took too long to arrive."),
        BODY_TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "request-timeout", "The request's body took too long to arrive.");

        private final HttpStatus status;
        private final String type;
        private final String detail;

        Reason(HttpStatus status, String type, String detail) {
            this.status = status;
            this.type = type;
            this.detail = detail;
        }

        static Reason of(Throwable decodingFailure) {
            if (decodingFailure instanceof TooLongHttpLineException) {
                return LINE_TOO_LONG;
            }
            return decodingFailure instanceof TooLongHttpHeaderException ? HEAD_TOO_LARGE : MALFORMED;
        }
    }

    private final Map<Reason, byte[]> bodies = new EnumMap<>(Reason.class);
    private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);

    Refusals(JsonMapper json, MeterRegistry meters) {
        for (Reason reason : Reason.values()) {
            bodies.put(reason, json.writeValueAsBytes(problem(reason).body(Optional.empty())));
            counters.put(reason, counter(meters, reason));
        }
    }

    private static Problem problem(Reason reason) {
        return Problem.of(reason.status, reason.type, reason.status.getReasonPhrase(), reason.detail);
    }

    private static Counter counter(MeterRegistry meters, Reason reason) {
        return Counter.builder("weir.web.requests.refused")
                .description("Requests cut off before a handler saw the whole of them")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(meters);
    }

    void count(Reason reason) {
        counter(reason).increment();
    }

    private Counter counter(Reason reason) {
        return Objects.requireNonNull(counters.get(reason));
    }

    FullHttpResponse response(Reason reason) {
        byte[] body = Objects.requireNonNull(bodies.get(reason));
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reason.status.value()), Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }
}
