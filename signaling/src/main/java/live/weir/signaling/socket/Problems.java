package live.weir.signaling.socket;

import java.time.Duration;
import java.util.Locale;
import live.weir.signaling.protocol.ServerMessage.Problem;
import live.weir.signaling.stage.StageRefused;
import live.weir.signaling.stage.StageRefused.Reason;
import org.jspecify.annotations.Nullable;

/** Refusals as problems on the wire. */
final class Problems {

    private static final String TYPE = "urn:weir:problem:";

    private Problems() {}

    static Problem of(StageRefused refused) {
        Reason reason = refused.reason();
        return new Problem(
                TYPE + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                title(reason),
                status(reason),
                String.valueOf(refused.getMessage()),
                seconds(refused.retryAfter()));
    }

    /** Of a field or message that cannot be read. */
    static Problem invalid(String sentence) {
        return of(StageRefused.of(Reason.INVALID, sentence));
    }

    /** Whole ones, and never too early. */
    static @Nullable Integer seconds(@Nullable Duration after) {
        return after == null ? null : (int) after.plusMillis(999).toSeconds();
    }

    private static int status(Reason reason) {
        return switch (reason) {
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case NOT_LIVE, CONFLICT -> 409;
            case INVALID -> 400;
            case UNSUPPORTED -> 422;
            case TOO_MANY -> 429;
            case OVERLOADED, ELSEWHERE, FAILED -> 503;
        };
    }

    private static String title(Reason reason) {
        return switch (reason) {
            case UNAUTHENTICATED -> "Unauthenticated";
            case FORBIDDEN -> "Forbidden";
            case NOT_FOUND -> "Not found";
            case NOT_LIVE -> "Not live";
            case CONFLICT -> "Conflict";
            case INVALID -> "Invalid";
            case UNSUPPORTED -> "Unsupported";
            case TOO_MANY -> "Too many";
            case OVERLOADED -> "Overloaded";
            case ELSEWHERE -> "Elsewhere";
            case FAILED -> "Failed";
        };
    }
}
