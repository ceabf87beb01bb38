package live.weir.bridge.forward;

/**
 * A moment on a stream's own clock and on ours: packets stamped {@code rtpTime} were captured at {@code nanos} of
 * {@link System#nanoTime}. Immutable, since it crosses loops.
 */
record ClockPoint(int rtpTime, long nanos, int clockRate) {

    /** What the stream's clock shows at a moment near this one. */
    int at(long moment) {
        return rtpTime + (int) Math.round((moment - nanos) / 1e9 * clockRate);
    }
}
