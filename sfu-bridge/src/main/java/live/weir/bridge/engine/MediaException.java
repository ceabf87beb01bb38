package live.weir.bridge.engine;

import org.jspecify.annotations.Nullable;

/** What an engine refuses or cannot do. The message is a sentence for the client. */
public final class MediaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What signaling makes a status of. */
    public enum Reason {
        /** The description cannot be read or lacks what is needed. */
        BAD_DESCRIPTION,
        /** It can be read, but nothing in it can be used. */
        UNSUPPORTED,
        /** Something of that name is there already, or the session isn't in a state for this. */
        CONFLICT,
        /** The session or stage is gone. */
        GONE,
        /** A bound is reached; later, or elsewhere, it may work. */
        OVERLOADED,
        /** The engine failed. */
        FAILED
    }

    private final Reason reason;

    public MediaException(Reason reason, String sentence) {
        this(reason, sentence, null);
    }

    public MediaException(Reason reason, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
