package live.weir.bridge.forward.clock;

import java.util.concurrent.TimeUnit;
import live.weir.bridge.rtp.NtpTime;

/**
 * Which RTP time of a received track belongs to which time of ours, by the publisher's sender reports. Reports are not
 * believed blindly: some servers send RTP times that run ahead of the media, more with each report.
 */
public final class SenderReportClock {

    /** What became of a report. */
    public enum Verdict {
        TRUSTED,
        DISTRUSTED,
        /** The publisher's clock was set, or its RTP time began anew: the new relation holds from here on. */
        RESTARTED
    }

    /** A report may be so far from the media, in either direction: encoders, and a congested path. */
    private static final long MAX_FROM_MEDIA = TimeUnit.MILLISECONDS.toNanos(1000);
    /** ... and so far from what the reports before it promised. */
    private static final long MAX_JUMP = TimeUnit.MILLISECONDS.toNanos(100);
    /** So many distrusted reports in a row that agree with each other are right after all. */
    private static final int AGREEING = 3;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final PublisherClock publisher;
    private final int clockRate;

    private boolean mediaSeen;
    private int mediaRtpTime;
    private long mediaNanos;

    private boolean reported;
    private long ntpTime;
    private int rtpTime;

    private int agreeing;
    private long suspectNtpTime;
    private int suspectRtpTime;
    private long distrusted;

    public SenderReportClock(PublisherClock publisher, int clockRate) {
        this.publisher = publisher;
        this.clockRate = clockRate;
    }

    /** Notes a packet of the track; those that begin a frame are enough. */
    public void media(int packetRtpTime, long nowNanos) {
        mediaSeen = true;
        mediaRtpTime = packetRtpTime;
        mediaNanos = nowNanos;
    }

    /** Takes a sender report of the track in. */
    public Verdict report(long reportNtpTime, int reportRtpTime, long nowNanos) {
        if (!isNearMedia(reportRtpTime, nowNanos)) {
            distrusted++;
            agreeing = 0;
            return Verdict.DISTRUSTED;
        }
        if (!reported || agrees(ntpTime, rtpTime, reportNtpTime, reportRtpTime)) {
            return trust(reportNtpTime, reportRtpTime, nowNanos);
        }
        return suspect(reportNtpTime, reportRtpTime, nowNanos);
    }

    /** Whether a report was trusted; before that, times follow the arrival of packets. */
    public boolean isReported() {
        return reported;
    }

    /** Whether anything is known, so that a sender report of ours can be made. */
    public boolean isReady() {
        return reported || mediaSeen;
    }

    /** The RTP time of what would be captured at a time of ours; an outgoing stream adds its own offset to it. */
    public int rtpTimeAt(long nanos) {
        return reported
                ? rtpTime + (int) clockUnits(nanos - publisher.ourNanos(ntpTime))
                : mediaRtpTime + (int) clockUnits(nanos - mediaNanos);
    }

    /** The time of ours at which something with this RTP time was captured, but for the quickest transit. */
    public long nanosOf(int packetRtpTime) {
        return reported
                ? publisher.ourNanos(ntpTime) + nanos(packetRtpTime - rtpTime)
                : mediaNanos + nanos(packetRtpTime - mediaRtpTime);
    }

    public long distrusted() {
        return distrusted;
    }

    private Verdict trust(long reportNtpTime, int reportRtpTime, long nowNanos) {
        reported = true;
        agreeing = 0;
        ntpTime = reportNtpTime;
        rtpTime = reportRtpTime;
        publisher.learn(reportNtpTime, nowNanos);
        return Verdict.TRUSTED;
    }

    private Verdict suspect(long reportNtpTime, int reportRtpTime, long nowNanos) {
        boolean again = agreeing > 0 && agrees(suspectNtpTime, suspectRtpTime, reportNtpTime, reportRtpTime);
        agreeing = again ? agreeing + 1 : 1;
        suspectNtpTime = reportNtpTime;
        suspectRtpTime = reportRtpTime;
        if (agreeing < AGREEING) {
            distrusted++;
            return Verdict.DISTRUSTED;
        }
        boolean clockSet = Math.abs(nowNanos - publisher.ourNanos(reportNtpTime)) > MAX_FROM_MEDIA;
        if (clockSet) {
            publisher.begin(reportNtpTime, nowNanos);
        }
        trust(reportNtpTime, reportRtpTime, nowNanos);
        return Verdict.RESTARTED;
    }

    private boolean isNearMedia(int reportRtpTime, long nowNanos) {
        if (!mediaSeen) {
            return true;
        }
        int expected = mediaRtpTime + (int) clockUnits(nowNanos - mediaNanos);
        return Math.abs(nanos(reportRtpTime - expected)) <= MAX_FROM_MEDIA;
    }

    private boolean agrees(long fromNtp, int fromRtp, long toNtp, int toRtp) {
        long elapsed = NtpTime.nanosBetween(fromNtp, toNtp);
        return elapsed >= 0 && Math.abs(nanos(toRtp - fromRtp - (int) clockUnits(elapsed))) <= MAX_JUMP;
    }

    private long clockUnits(long nanos) {
        long seconds = Math.floorDiv(nanos, NANOS_PER_SECOND);
        return seconds * clockRate + Math.floorMod(nanos, NANOS_PER_SECOND) * clockRate / NANOS_PER_SECOND;
    }

    private long nanos(int clockUnits) {
        return clockUnits * NANOS_PER_SECOND / clockRate;
    }
}
