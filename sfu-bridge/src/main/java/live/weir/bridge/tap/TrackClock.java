package live.weir.bridge.tap;

import java.util.concurrent.TimeUnit;
import live.weir.bridge.forward.clock.PublisherClock;
import live.weir.bridge.forward.clock.SenderReportClock;
import live.weir.bridge.rtp.TimestampUnwrapper;

/**
 * When something with an RTP time was captured. By the sender's reports, if they prove trustworthy and agree with what comes;
 * without them by the quickest packets of late.
 */
final class TrackClock {

    private static final long NANOS = 1_000_000_000L;
    /** More than the drift of any quartz; see {@code PublisherClock}. */
    private static final long RISE_PER_SECOND = TimeUnit.MICROSECONDS.toNanos(200);
    /** A timestamp so far from its arrival begins a time of its own. */
    private static final long JUMP = TimeUnit.MILLISECONDS.toNanos(1500);

    private final int clockRate;
    private final SenderReportClock reports;
    private final TimestampUnwrapper timestamps = new TimestampUnwrapper();
    private boolean started;
    /** Our time at timestamp zero, by the quickest packet. */
    private long offset;

    private long adjusted;

    TrackClock(int clockRate, PublisherClock publisher) {
        this.clockRate = clockRate;
        this.reports = new SenderReportClock(publisher, clockRate);
    }

    void report(long ntpTime, int rtpTime, long arrivedAt) {
        reports.report(ntpTime, rtpTime, arrivedAt);
    }

    /** @return of {@link System#nanoTime} */
    long captured(int timestamp, long arrivedAt) {
        reports.media(timestamp, arrivedAt);
        long byArrival = byArrival(timestamp, arrivedAt);
        if (!reports.isReported()) {
            return byArrival;
        }
        long byReport = reports.nanosOf(timestamp);
        // What has not been captured yet cannot have come; what is ages old comes from a report of another time.
        boolean plausible = byReport - arrivedAt < JUMP / 10 && arrivedAt - byReport < JUMP;
        return plausible ? Math.min(byReport, arrivedAt) : byArrival;
    }

    private long byArrival(int timestamp, long arrivedAt) {
        long media = nanos(timestamps.unwrap(timestamp));
        long seen = arrivedAt - media;
        if (!started || Math.abs(seen - offset) > JUMP) {
            started = true;
            offset = seen;
        } else {
            long risen = offset + Math.max(0, arrivedAt - adjusted) / 1000 * RISE_PER_SECOND / (NANOS / 1000);
            offset = Math.min(seen, risen);
        }
        adjusted = arrivedAt;
        return offset + media;
    }

    private long nanos(long units) {
        return units / clockRate * NANOS + units % clockRate * NANOS / clockRate;
    }
}
