package live.weir.platform.limits;

import java.time.Duration;

/**
 * What a bucket answered.
 *
 * @param remaining tokens left
 * @param untilNext how long until there is a token again; zero while there is one
 */
record Decision(boolean allowed, long remaining, Duration untilNext) {

    /** From the fill of a bucket after the request. */
    static Decision of(boolean allowed, double tokens, Limit limit) {
        double missing = 1 - tokens;
        Duration wait =
                missing <= 0 ? Duration.ZERO : Duration.ofMillis((long) Math.ceil(missing / limit.perMillisecond()));
        return new Decision(allowed, (long) Math.max(0, Math.floor(tokens)), wait);
    }
}
