package live.weir.platform.infrastructure;

import org.jspecify.annotations.Nullable;

/** The node cannot start, and a person must act: the message is one sentence that says what is wrong and what to do. */
public final class StartupFailure extends RuntimeException {

    public StartupFailure(String sentence) {
        this(sentence, null);
    }

    public StartupFailure(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
