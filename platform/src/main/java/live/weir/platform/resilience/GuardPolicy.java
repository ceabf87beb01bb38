package live.weir.platform.resilience;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a dependency is protected.
 *
 * @param maxConcurrent calls that may be under way at once; one more is refused at once
 * @param timeout how long a call may take before it counts as failed
 * @param failureRate percentage of failed calls within the window that opens the breaker
 * @param minimumCalls calls within the window before the rate counts
 * @param window the time over which calls are counted
 * @param openFor how long an open breaker refuses calls before it lets probes through
 * @param halfOpenCalls successful probes that close the breaker again
 * @param retries further tries of a call that may safely be repeated
 */
public record GuardPolicy(
        @DefaultValue("256") @Min(1) @Max(100_000) int maxConcurrent,
        @DefaultValue("2s") @NotNull Duration timeout,
        @DefaultValue("50") @Min(1) @Max(100) int failureRate,
        @DefaultValue("5") @Min(1) @Max(10_000) int minimumCalls,
        @DefaultValue("10s") @NotNull Duration window,
        @DefaultValue("1s") @NotNull Duration openFor,
        @DefaultValue("2") @Min(1) @Max(100) int halfOpenCalls,
        @DefaultValue("1") @Min(0) @Max(5) int retries) {

    public static GuardPolicy defaults() {
        return new GuardPolicy(256, Duration.ofSeconds(2), 50, 5, Duration.ofSeconds(10), Duration.ofSeconds(1), 2, 1);
    }

    public GuardPolicy withTimeout(Duration newTimeout) {
        return new GuardPolicy(
                maxConcurrent, newTimeout, failureRate, minimumCalls, window, openFor, halfOpenCalls, retries);
    }
}
