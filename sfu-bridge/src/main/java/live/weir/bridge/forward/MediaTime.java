package live.weir.bridge.forward;

import java.util.concurrent.TimeUnit;
import live.weir.bridge.rtp.NtpTime;

/**
 * The time of day that goes with {@link System#nanoTime}, fixed when the process starts: sender reports must not jump when
 * somebody sets the clock.
 */
final class MediaTime {

    private static final long OFFSET_MICROS =
            TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()) - System.nanoTime() / 1000;

    private MediaTime() {}

    static long ntp(long nanos) {
        return NtpTime.ofEpochMicros(OFFSET_MICROS + nanos / 1000);
    }

    /** The 24-bit send time of the header extension: seconds in 6.18 fixed point, wrapping every 64 s. */
    static int sendTime(long nanos) {
        long micros = (OFFSET_MICROS + nanos / 1000) % 64_000_000L;
        return (int) ((micros << 18) / 1_000_000) & 0xFFFFFF;
    }
}
