package live.weir.bridge.rtp;

/**
 * NTP timestamps as RTCP carries them (RFC 3550 §4): 64 bits, seconds since 1900 above and fractions below, and the middle 32
 * bits of these, which count 1/65536 s. On the other side stand microseconds since 1970.
 */
public final class NtpTime {

    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
    private static final long MICROS = 1_000_000;
    private static final long NANOS = 1_000_000_000L;

    /** RFC 4330 §3: where the top bit is 0, the seconds count from 2036 on. */
    private static final long ERA = 1L << 32;

    private NtpTime() {}

    public static long ofEpochMicros(long micros) {
        long seconds = Math.floorDiv(micros, MICROS) + SECONDS_1900_TO_1970;
        long fraction = (Math.floorMod(micros, MICROS) << 32) / MICROS;
        return seconds << 32 | fraction;
    }

    public static long toEpochMicros(long ntp) {
        long seconds = ntp >>> 32;
        long fullSeconds = (ntp < 0 ? seconds : seconds + ERA) - SECONDS_1900_TO_1970;
        // Rounded, so that what came from whole microseconds comes back as they were.
        return fullSeconds * MICROS + (((ntp & 0xFFFF_FFFFL) * MICROS + (1L << 31)) >>> 32);
    }

    /** From one time to another; right across the wrap of 2036 too. */
    public static long nanosBetween(long from, long to) {
        long difference = to - from;
        long fraction = difference & 0xFFFF_FFFFL;
        return (difference >> 32) * NANOS + ((fraction * NANOS) >>> 32);
    }

    /** The middle 32 bits: what a report block repeats of a sender report. */
    public static int middle(long ntp) {
        return (int) (ntp >>> 16);
    }

    /** A span in units of 1/65536 s. */
    public static int shortSpan(long micros) {
        return (int) ((micros << 16) / MICROS);
    }

    public static long spanMicros(int shortSpan) {
        return (Integer.toUnsignedLong(shortSpan) * MICROS) >>> 16;
    }

    /**
     * The time to the peer and back by its report block (RFC 3550 §6.4.1), or -1 if the peer has not heard a sender report yet
     * or its figures make no sense.
     */
    public static long roundTripMicros(long ntpNow, int lastSenderReport, int delaySinceLastSenderReport) {
        int span = middle(ntpNow) - lastSenderReport - delaySinceLastSenderReport;
        return lastSenderReport == 0 || span < 0 ? -1 : spanMicros(span);
    }
}
