package live.weir.bridge.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A media server of an engine, as operators see it.
 *
 * @param name where it is, host and port
 * @param version null until it told
 * @param cordoned whether it is to take no new stages
 * @param sessions publications, views and taps that are on it by our own count
 * @param cpu share of its processors in use, 0 to 1; negative where it has not been measured
 * @param probe how long the latest probe took; null while none succeeds
 * @param restarts how often it came back without its memory
 */
public record MediaServer(
        String name,
        @Nullable String version,
        State state,
        boolean cordoned,
        int stages,
        int sessions,
        int mostSessions,
        double cpu,
        @Nullable Duration probe,
        long restarts) {

    /**
     * How it is.
     *
     * <pre>
     *  CONNECTING ──▶ READY ◀──probe──▶ UNWELL
     *                   ▲ │               │
     *                   │ └──lost──▶ AWAY ◀┘   AWAY for too long: its stages go elsewhere
     *                   └────────────┘
     * </pre>
     */
    public enum State {
        CONNECTING,
        READY,
        /** Connected, but its probe fails: no new stages. */
        UNWELL,
        /** No connection just now. */
        AWAY
    }
}
