package live.weir.platform.web.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** The problems that a status says nearly everything about. */
public final class StatusProblem {

    private StatusProblem() {}

    public static Problem of(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> Problem.of(status, "bad-request", "Bad request", "The request cannot be understood.");
            case UNAUTHORIZED -> Problem.unauthorized("unauthorized", "This needs a valid access token.");
            case FORBIDDEN -> Problem.forbidden("You may not do this.");
            case NOT_FOUND -> Problem.of(status, "not-found", "Not found", "There is nothing at this address.");
            case METHOD_NOT_ALLOWED ->
                Problem.of(status, "method-not-allowed", "Method not allowed", "See the Allow header.");
            case NOT_ACCEPTABLE ->
                Problem.of(status, "not-acceptable", "Not acceptable", "This has no form that the request accepts.");
            case CONTENT_TOO_LARGE -> bodyTooLarge();
            case UNSUPPORTED_MEDIA_TYPE ->
                Problem.of(status, "unsupported-media-type", "Unsupported media type", "See the Accept header.");
            case INTERNAL_SERVER_ERROR ->
                Problem.of(status, "internal", "Internal error", "Something broke on our side; it has been logged.");
            default -> Problem.of(status, slug(status), status.getReasonPhrase(), status.getReasonPhrase() + ".");
        };
    }

    /** Closes the connection: the rest of the body is of no use, and reading it to its end could take for ever. */
    private static Problem bodyTooLarge() {
        return Problem.of(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "body-too-large",
                        "Body too large",
                        "The request's body is larger than this accepts.")
                .header("Connection", "close");
    }

    private static String slug(HttpStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
