package live.weir.load.rtc;

import java.nio.ByteBuffer;

/** One SSRC that comes: what is missing of it, and how evenly it comes (RFC 3550, appendix A). */
final class ReceivedStream {

    /** A jump of more than that is a new stream under the old number. */
    private static final int JUMP = 3000;

    private final int source;
    private final boolean video;
    private final int clockRate;
    private final Missing missing = new Missing();
    private long highest = -1;
    private long first;
    private long received;
    private long receivedAtReport;
    private long expectedAtReport;
    private long lastTransit;
    private double jitter;
    private int lastReport;
    private long lastReportAt;

    ReceivedStream(int source, boolean video) {
        this.source = source;
        this.video = video;
        this.clockRate = video ? 90_000 : 48_000;
    }

    int source() {
        return source;
    }

    boolean isVideo() {
        return video;
    }

    Missing missing() {
        return missing;
    }

    /** The packet's number with the rounds that were made; nothing is remembered yet. */
    long extend(int sequence) {
        if (highest < 0) {
            return sequence;
        }
        return highest + (short) (sequence - (int) highest);
    }

    /** How many packets are newly missing before this one; -1 if it fills a gap, -2 if it came before. */
    int received(long extended, int time, long now) {
        received++;
        if (highest < 0) {
            first = extended;
            highest = extended;
            return 0;
        }
        long ahead = extended - highest;
        if (ahead > JUMP) {
            first = extended;
            received = 1;
            receivedAtReport = 0;
            expectedAtReport = 0;
            highest = extended;
            return 0;
        }
        if (ahead <= 0) {
            return missing.remove(extended) ? -1 : -2;
        }
        updateJitter(time, now);
        if (ahead > 1) {
            missing.add(highest + 1, extended, now);
        }
        highest = extended;
        return (int) ahead - 1;
    }

    private void updateJitter(int time, long now) {
        long transit = (now / 1000 * clockRate / 1_000_000 - (time & 0xffffffffL)) & 0xffffffffL;
        long difference = Math.abs((int) (transit - lastTransit));
        lastTransit = transit;
        if (difference < clockRate) { // the first one, and jumps of the clock, say nothing
            jitter += (difference - jitter) / 16;
        }
    }

    long jitterNanos() {
        return (long) (jitter * 1e9 / clockRate);
    }

    void senderReported(byte[] packet, int at, long now) {
        lastReport = Bytes.getInt(packet, at + 10);
        lastReportAt = now;
    }

    /** RFC 3550 §6.4.1, a report block. */
    void report(ByteBuffer out, long now) {
        long expected = highest - first + 1;
        long lost = Math.max(0, expected - received);
        long expectedNow = expected - expectedAtReport;
        long lostNow = expectedNow - (received - receivedAtReport);
        expectedAtReport = expected;
        receivedAtReport = received;
        int fraction = expectedNow <= 0 || lostNow <= 0 ? 0 : (int) Math.min(255, lostNow * 256 / expectedNow);
        out.putInt(source)
                .putInt(fraction << 24 | (int) Math.min(lost, 0x7fffff))
                .putInt((int) highest)
                .putInt((int) jitter)
                .putInt(lastReport)
                .putInt(lastReport == 0 ? 0 : (int) ((now - lastReportAt) * 65_536 / 1_000_000_000));
    }
}
