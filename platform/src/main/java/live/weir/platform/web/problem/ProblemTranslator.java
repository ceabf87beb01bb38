package live.weir.platform.web.problem;

import java.nio.charset.CharacterCodingException;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.signaling.http.HttpRefused;
import live.weir.signaling.stage.StageRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;

/** Which {@link Problem} an error is to the client. Whatever nobody foresaw is ours, and tells nothing of our inside. */
public final class ProblemTranslator {

    private ProblemTranslator() {}

    public static Problem translate(Throwable error) {
        if (error instanceof Problem problem) {
            return problem;
        }
        if (error instanceof DependencyUnavailable unavailable) {
            return dependencyUnavailable(unavailable);
        }
        if (error instanceof StageRefused refused) {
            return atDoor(HttpRefused.of(refused));
        }
        if (error instanceof HttpRefused refused) {
            return atDoor(refused);
        }
        if (error instanceof WebExchangeBindException invalid) {
            return InvalidInput.fields(invalid);
        }
        if (error instanceof HandlerMethodValidationException invalid && !invalid.isForReturnValue()) {
            return InvalidInput.arguments(invalid);
        }
        if (error instanceof ServerWebInputException unreadable) {
            return unreadable(unreadable);
        }
        if (error instanceof DataBufferLimitException) {
            return StatusProblem.of(HttpStatus.CONTENT_TOO_LARGE);
        }
        if (error instanceof DecodingException undecodable) {
            return unreadableBody(undecodable);
        }
        return error instanceof ErrorResponse response ? fromFramework(response) : internal();
    }

    private static Problem dependencyUnavailable(DependencyUnavailable unavailable) {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "dependency-unavailable",
                        "A part of this service is away",
                        "It should be back shortly: try again after the time given in Retry-After.")
                .with("dependency", unavailable.dependency())
                .retryAfter(unavailable.retryAfter());
    }

    /** Doors write their sentences for clients, and know their headers. */
    private static Problem atDoor(HttpRefused refused) {
        HttpStatus status = refused.status();
        Problem problem =
                Problem.of(status, refused.slug(), status.getReasonPhrase(), String.valueOf(refused.getMessage()));
        refused.headers().forEach(problem::header);
        return problem;
    }

    private static Problem unreadable(ServerWebInputException unreadable) {
        Throwable cause = unreadable.getCause();
        return cause instanceof DecodingException ? unreadableBody(cause) : InvalidInput.argument(unreadable);
    }

    private static Problem unreadableBody(Throwable error) {
        Throwable cause = error.getCause();
        if (cause instanceof JacksonException json) {
            return UnreadableJson.explain(json);
        }
        if (cause instanceof CharacterCodingException) {
            return UnreadableJson.malformed("The body is not valid UTF-8.");
        }
        return cause == null
                ? Problem.invalid("", "is required")
                : UnreadableJson.malformed("The body cannot be read.");
    }

    private static Problem fromFramework(ErrorResponse response) {
        HttpStatus status = HttpStatus.resolve(response.getStatusCode().value());
        if (status == null || status == HttpStatus.INTERNAL_SERVER_ERROR || !status.isError()) {
            return internal();
        }
        Problem problem = StatusProblem.of(status);
        HttpHeaders headers = response.getHeaders();
        headers.forEach((name, values) -> problem.header(name, String.join(", ", values)));
        return problem;
    }

    private static Problem internal() {
        return StatusProblem.of(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    static @Nullable Problem thrownWithin(Throwable error) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < 8; depth++) {
            if (cause instanceof Problem problem) {
                return problem;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
