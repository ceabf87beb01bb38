package live.weir.platform.resilience;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A dependency did not do its work: it failed, was too slow, is too busy, or its breaker is open.
 *
 * <p>Every {@link Guard} translates what it sees into this one exception, so that callers decide by dependency and not
 * by driver. It carries no stack trace: it is thrown thousands of times a second while a dependency is away.
 */
public final class DependencyUnavailable extends RuntimeException {

    private final String dependency;
    private final Duration retryAfter;

    public DependencyUnavailable(String dependency, String reason, Duration retryAfter, @Nullable Throwable cause) {
        super(dependency + " " + reason, cause, false, false);
        this.dependency = dependency;
        this.retryAfter = retryAfter;
    }

    public String dependency() {
        return dependency;
    }

    /** When it is worth trying again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
