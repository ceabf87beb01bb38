package live.weir.load.dsl;

import java.time.Duration;

/** The words that all that lasts has in common, whether it is media, a playlist or a socket. */
public final class LoadDsl {

    private LoadDsl() {}

    /** Lets what that name began go on; the user fails at once if it is lost meanwhile. */
    public static StayAction stay(String name, Duration duration) {
        return new StayAction(name, duration);
    }

    /** Ends what that name began. */
    public static LeaveAction leave(String name) {
        return new LeaveAction(name);
    }
}
