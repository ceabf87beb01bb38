package live.weir.bridge.engine.kurento;

import java.time.Duration;

/**
 * How the pool of servers is kept.
 *
 * @param mostSessions publications, views and taps on one server, by our own count: its own limit is too late
 * @param probe how often a server is probed
 * @param probeWithin how long a probe may take
 * @param resolve how often names are looked up again
 * @param sweep how often what nobody owns is released
 */
record PoolSettings(int mostSessions, Duration probe, Duration probeWithin, Duration resolve, Duration sweep) {

    static PoolSettings defaults() {
        return new PoolSettings(
                500, Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(2));
    }
}
