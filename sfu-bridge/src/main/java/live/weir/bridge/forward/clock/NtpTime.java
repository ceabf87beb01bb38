package live.weir.bridge.forward.clock;

/** NTP times as RTCP carries them: 64 bits, seconds since 1900 with a fraction of 2^-32. */
public final class NtpTime {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** Seconds from 1900 to 1970. */
    private static final long UNIX_EPOCH = 2_208_988_800L;

    private NtpTime() {}

    public static long ofEpochNanos(long epochNanos) {
        long seconds = Math.floorDiv(epochNanos, NANOS_PER_SECOND) + UNIX_EPOCH;
        long fraction = (Math.floorMod(epochNanos, NANOS_PER_SECOND) << 32) / NANOS_PER_SECOND;
        return (seconds << 32) | fraction;
    }

    /** From one time to another; right across the wrap of 2036 too. */
    public static long nanosBetween(long from, long to) {
        long difference = to - from;
        long fraction = difference & 0xffff_ffffL;
        return (difference >> 32) * NANOS_PER_SECOND + ((fraction * NANOS_PER_SECOND) >>> 32);
    }

    /** The middle 32 bits: LSR in a report block. */
    public static int middle(long ntpTime) {
        return (int) (ntpTime >>> 16);
    }

    /** The round trip that a report block tells of (RFC 3550 §6.4.1); negative if it has not seen a report of ours. */
    public static long roundTripNanos(long nowNtp, int lastSenderReport, int delaySinceLastSenderReport) {
        if (lastSenderReport == 0) {
            return -1;
        }
        int units = middle(nowNtp) - lastSenderReport - delaySinceLastSenderReport;
        return Math.max(0, units) * NANOS_PER_SECOND / 65_536;
    }
}
