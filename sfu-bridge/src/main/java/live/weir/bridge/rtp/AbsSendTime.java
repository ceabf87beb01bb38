package live.weir.bridge.rtp;

/** The abs-send-time extension: seconds modulo 64 in 24 bits, 18 of them for the fraction. */
public final class AbsSendTime {

    public static final String URI = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";

    private static final int FRACTION_BITS = 18;
    private static final long MICROS = 1_000_000;
    private static final long CYCLE_MICROS = 64 * MICROS;

    private AbsSendTime() {}

    /** The 24 bits, or -1. */
    public static int read(RtpView packet, int id) {
        return packet.extensionValue(id, 3);
    }

    /** The 24 bits for a time on any clock. */
    public static int ofMicros(long micros) {
        return (int) ((Math.floorMod(micros, CYCLE_MICROS) << FRACTION_BITS) / MICROS);
    }

    /** The time between two values the short way round: within 32 s before or after. */
    public static long microsBetween(int from, int to) {
        int units = (to - from) << 8 >> 8;
        return (units * MICROS) >> FRACTION_BITS;
    }
}
