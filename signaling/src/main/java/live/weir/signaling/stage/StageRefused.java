package live.weir.signaling.stage;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a stage refuses. The message is a sentence for the client; the platform makes a problem of it. */
public final class StageRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What doors make a status of. */
    public enum Reason {
        /** No credentials where some are needed, or they are not valid: 401. */
        UNAUTHENTICATED,
        /** Known, and not allowed: 403. */
        FORBIDDEN,
        /** No such channel, seat or session, or none that this client may know of: 404. */
        NOT_FOUND,
        /** Nobody is on air: 409, come back. */
        NOT_LIVE,
        /** Not in this state: 409. */
        CONFLICT,
        /** The message or description is not valid: 400. */
        INVALID,
        /** It can be read, but nothing in it can be used, or it is more than is taken: 422. */
        UNSUPPORTED,
        /** This client's share is used up: 429. */
        TOO_MANY,
        /** No room now: 503, come back. */
        OVERLOADED,
        /** The stage is on another node, or on its way there: 503, come back at once. */
        ELSEWHERE,
        /** The media failed: 503. */
        FAILED
    }

    private final Reason reason;

    @SuppressWarnings("serial") // Duration is serializable; the annotation hides that from javac
    private final @Nullable Duration retryAfter;

    private StageRefused(Reason reason, String sentence, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(sentence, cause, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public static StageRefused of(Reason reason, String sentence) {
        return new StageRefused(reason, sentence, null, null);
    }

    public static StageRefused of(Reason reason, String sentence, Duration retryAfter) {
        return new StageRefused(reason, sentence, retryAfter, null);
    }

    public static StageRefused because(Reason reason, Throwable cause) {
        return new StageRefused(reason, Objects.requireNonNullElse(cause.getMessage(), "It failed."), null, cause);
    }

    public Reason reason() {
        return reason;
    }

    /** When it is worth asking again; null where nothing is known of that. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
