package live.weir.bridge.forward.estimate;

import java.util.concurrent.TimeUnit;

/**
 * The last resort for one media flow that we send (RFC 8083): it trips when the flow is evidently not wanted or does
 * harm, and then sending must cease. Congestion control should have acted long before.
 *
 * <pre>
 *   CLOSED ──reports stay away, media stays away, or far too much is sent──▶ tripped, for good
 * </pre>
 */
public final class RtpBreaker {

    /** Why the flow must cease. */
    public enum Cause {
        NONE,
        /** No RTCP from the receiver. */
        NO_REPORTS,
        /** Reports come, but say that nothing arrives. */
        NO_MEDIA,
        /** Ten times what TCP would send on this path (§4.3). */
        CONGESTION
    }

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double FRAME_SECONDS = 1.0 / 30;
    private static final double TCP_FACTOR = 10;
    private static final double FRACTION_UNIT = 256;
    private static final int MIN_INTERVALS = 3;
    private static final int MAX_INTERVALS = 15;
    /** RFC 3550's least interval, on which the timeout rests even where reports come more often. */
    private static final double NOMINAL_SECONDS = 5;

    /** Receivers report more often when they lose something: a number of reports alone proves nothing. */
    private static final double SILENT_SECONDS = 10;

    private final double intervalSeconds;
    private Cause cause = Cause.NONE;

    private boolean sending;
    private long heardNanos;
    private long packets;
    private long bytes;

    private boolean reported;
    private int highest;
    private long packetsAtReport;
    private long bytesAtReport;
    private long reportNanos;
    private long progressNanos;
    private int withoutMedia;
    private int congested;

    /** The interval is that at which the receiver is expected to report. */
    public RtpBreaker(long reportIntervalNanos) {
        this.intervalSeconds = reportIntervalNanos / SECOND;
    }

    public void sent(int size, long nowNanos) {
        if (!sending) {
            sending = true;
            heardNanos = nowNanos;
        }
        packets++;
        bytes += size;
    }

    /** The flow paused of our own will: silence is no sign of anything until it goes on. */
    public void pause() {
        sending = false;
        reported = false;
        withoutMedia = 0;
        congested = 0;
    }

    /** A report block about the flow: the extended highest sequence number and the fraction lost in 1/256. */
    public Cause report(int extendedHighest, int fractionLost, long roundTripNanos, long nowNanos) {
        heardNanos = nowNanos;
        if (reported && sending && packets > packetsAtReport) {
            int intervals = intervals(roundTripNanos);
            withoutMedia = extendedHighest == highest ? withoutMedia + 1 : 0;
            congested = isExcessive(fractionLost, roundTripNanos, nowNanos) ? congested + 1 : 0;
            boolean longAgo = (nowNanos - progressNanos) / SECOND >= SILENT_SECONDS;
            if (withoutMedia >= intervals && longAgo) {
                trip(Cause.NO_MEDIA);
            } else if (congested >= intervals) {
                trip(Cause.CONGESTION);
            }
        }
        if (!reported || extendedHighest != highest) {
            progressNanos = nowNanos;
        }
        reported = true;
        highest = extendedHighest;
        packetsAtReport = packets;
        bytesAtReport = bytes;
        reportNanos = nowNanos;
        return cause;
    }

    /** To be called about once a second. */
    public Cause tick(long nowNanos) {
        double limit = MIN_INTERVALS * Math.max(NOMINAL_SECONDS, intervalSeconds);
        if (sending && (nowNanos - heardNanos) / SECOND > limit) {
            trip(Cause.NO_REPORTS);
        }
        return cause;
    }

    public Cause cause() {
        return cause;
    }

    private void trip(Cause because) {
        if (cause == Cause.NONE) {
            cause = because;
        }
    }

    /** More than ten times the throughput of TCP at this loss and round trip, by the simple equation of §4.3. */
    private boolean isExcessive(int fractionLost, long roundTripNanos, long nowNanos) {
        double loss = fractionLost / FRACTION_UNIT;
        double elapsed = (nowNanos - reportNanos) / SECOND;
        if (loss == 0 || roundTripNanos <= 0 || elapsed <= 0) {
            return false;
        }
        double packetBytes = (double) (bytes - bytesAtReport) / (packets - packetsAtReport);
        double tcp = packetBytes / (roundTripNanos / SECOND * Math.sqrt(loss * 2 / 3));
        return (bytes - bytesAtReport) / elapsed > TCP_FACTOR * tcp;
    }

    /** CB_INTERVAL of §4.3: how many reports in a row must agree. */
    private int intervals(long roundTripNanos) {
        double patience = Math.max(Math.max(10 * FRAME_SECONDS, 10 * roundTripNanos / SECOND), 3 * intervalSeconds);
        double most = Math.max(15, 3 * intervalSeconds);
        int intervals = (int) Math.ceil(3 * Math.min(patience, most) / (3 * intervalSeconds));
        return Math.max(MIN_INTERVALS, Math.min(MAX_INTERVALS, intervals));
    }
}
