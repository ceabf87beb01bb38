package live.weir.platform.resilience;

import java.time.Instant;

/**
 * A guard at one moment, as operators see it.
 *
 * @param failureRate percentage within the window, or -1 while too few calls were made
 * @param calls calls within the window
 * @param failed failed calls within the window
 * @param rejected calls that the open breaker refused since the node started
 * @param since when the breaker entered its state
 */
public record GuardStatus(
        String name, String state, float failureRate, int calls, int failed, long rejected, Instant since) {}
