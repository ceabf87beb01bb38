package live.weir.bridge.forward;

import java.util.concurrent.TimeUnit;
import live.weir.bridge.rtp.AbsSendTime;
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

    /** For the extension that tells when a packet was sent. */
    static int sendTime(long nanos) {
        return AbsSendTime.ofMicros(OFFSET_MICROS + nanos / 1000);
    }
}
