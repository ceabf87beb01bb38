package live.weir.platform.chat.room;

import java.time.Duration;
import live.weir.platform.chat.protocol.ServerMessage.Problem;
import org.jspecify.annotations.Nullable;

/** Something that is not done, and why. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String TYPE = "urn:weir:problem:";

    private final transient Problem problem;

    private Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    private static Refusal of(String type, String title, int status, String detail, @Nullable Duration after) {
        Integer seconds = after == null
                ? null
                : Integer.valueOf((int) Math.max(1, after.plusMillis(999).toSeconds()));
        return new Refusal(new Problem(TYPE + type, title, status, detail, seconds));
    }

    static Refusal invalid(String sentence) {
        return of("invalid", "Invalid", 400, sentence, null);
    }

    static Refusal unauthenticated(String sentence) {
        return of("unauthenticated", "Unauthenticated", 401, sentence, null);
    }

    static Refusal forbidden(String sentence) {
        return of("forbidden", "Forbidden", 403, sentence, null);
    }

    static Refusal notFound(String sentence) {
        return of("not-found", "Not found", 404, sentence, null);
    }

    static Refusal conflict(String sentence) {
        return of("conflict", "Conflict", 409, sentence, null);
    }

    static Refusal blocked(String sentence) {
        return of("blocked", "Blocked", 422, sentence, null);
    }

    static Refusal notAWriter(String sentence) {
        return of("not-a-writer", "Not a writer", 403, sentence, null);
    }

    static Refusal notYetAWriter(String sentence, Duration left) {
        return of("not-a-writer", "Not a writer", 403, sentence, left);
    }

    static Refusal banned(String reason) {
        return of("banned", "Banned", 403, reason.isEmpty() ? "You may not speak in this room." : reason, null);
    }

    static Refusal timedOut(String reason, Duration left) {
        return of("timed-out", "Timed out", 403, reason.isEmpty() ? "You may speak again later." : reason, left);
    }

    static Refusal slow(int seconds, Duration left) {
        return of(
                "slow-mode",
                "Slow mode",
                429,
                "In this room people say one thing every " + seconds + " seconds.",
                left);
    }

    static Refusal tooMany(Duration left) {
        return of("too-many", "Too many", 429, "This is more than a room can read.", left);
    }

    static Refusal overloaded() {
        return of(
                "overloaded",
                "Overloaded",
                503,
                "The room cannot take this now. Please say it again.",
                Duration.ofSeconds(2));
    }

    static Refusal failed() {
        return of("failed", "Failed", 503, "This could not be done. Please try again.", Duration.ofSeconds(1));
    }
}
