package live.weir.bridge.forward.clock;

import java.util.concurrent.TimeUnit;
import live.weir.bridge.rtp.NtpTime;

/**
 * A publisher's wall clock beside ours. All tracks of a publisher share one: whatever error it has is the same for
 * voice and picture, and they stay together.
 *
 * <p>The report that travelled fastest tells most about the offset, so the least one counts; it may rise slowly, or a
 * sender whose clock is slow would never be followed.
 */
public final class PublisherClock {

    /** More than the drift of any quartz, and too little to hear. */
    private static final long RISE_NANOS_PER_SECOND = TimeUnit.MICROSECONDS.toNanos(200);

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private boolean known;
    private long originNtp;
    /** Our time at the origin, plus the quickest transit. */
    private long originNanos;

    private long adjustedNanos;

    /** Learns from a trusted sender report of any of the publisher's tracks. */
    void learn(long ntpTime, long arrivalNanos) {
        if (!known) {
            begin(ntpTime, arrivalNanos);
            return;
        }
        long seen = arrivalNanos - NtpTime.nanosBetween(originNtp, ntpTime);
        long elapsed = Math.max(0, arrivalNanos - adjustedNanos);
        long risen = originNanos + elapsed / 1000 * RISE_NANOS_PER_SECOND / (NANOS_PER_SECOND / 1000);
        originNanos = Math.min(seen, risen);
        adjustedNanos = arrivalNanos;
    }

    /** Begins anew: the publisher's clock was set. */
    void begin(long ntpTime, long arrivalNanos) {
        known = true;
        originNtp = ntpTime;
        originNanos = arrivalNanos;
        adjustedNanos = arrivalNanos;
    }

    boolean isKnown() {
        return known;
    }

    /** What our clock showed when the publisher's showed this, as far as we can tell: late by the quickest transit. */
    long ourNanos(long ntpTime) {
        return originNanos + NtpTime.nanosBetween(originNtp, ntpTime);
    }
}
