package live.weir.bridge.peer;

import java.time.Duration;

/**
 * How bad the network is, in each direction; the same seed gives the same decisions.
 *
 * @param loss of packets, 0 to 1
 * @param duplication of packets, 0 to 1
 * @param reordering of packets, 0 to 1: these wait for one more jitter
 * @param jitter each packet waits between nothing and this
 */
public record LinkConditions(double loss, double duplication, double reordering, Duration jitter, long seed) {

    public static LinkConditions perfect() {
        return new LinkConditions(0, 0, 0, Duration.ZERO, 0);
    }
}
