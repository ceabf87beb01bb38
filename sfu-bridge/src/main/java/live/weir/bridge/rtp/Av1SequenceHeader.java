package live.weir.bridge.rtp;

/** The largest picture size that an AV1 sequence header announces (AV1 §5.5.1): all before it has to be stepped over. */
final class Av1SequenceHeader {

    private final BitReader bits = new BitReader();
    private int width;
    private int height;

    /** Takes what comes after the OBU header; false if it ends too early. */
    boolean read(byte[] bytes, int offset, int length) {
        bits.wrap(bytes, offset, length);
        bits.skip(4); // seq_profile, still_picture
        if (bits.flag()) {
            bits.skip(5); // the level of a reduced still picture
        } else {
            skipTimingAndOperatingPoints();
        }
        int widthBits = bits.bits(4) + 1;
        int heightBits = bits.bits(4) + 1;
        width = bits.bits(widthBits) + 1;
        height = bits.bits(heightBits) + 1;
        return !bits.exhausted();
    }

    private void skipTimingAndOperatingPoints() {
        int delayBits = bits.flag() ? skipTiming() : 0;
        boolean delays = bits.flag();
        int points = bits.bits(5) + 1;
        for (int i = 0; i < points; i++) {
            skipOperatingPoint(delayBits, delays);
        }
    }

    /** Tells how many bits a decoder model's delays have; 0 without such a model. */
    private int skipTiming() {
        bits.skip(64); // num_units_in_display_tick, time_scale
        if (bits.flag()) {
            bits.expGolomb();
        }
        if (!bits.flag()) {
            return 0;
        }
        int delayBits = bits.bits(5) + 1;
        bits.skip(42); // num_units_in_decoding_tick, two more lengths
        return delayBits;
    }

    private void skipOperatingPoint(int delayBits, boolean delays) {
        bits.skip(12);
        if (bits.bits(5) > 7) {
            bits.skip(1); // the tier of a level from 4.0 on
        }
        if (delayBits > 0 && bits.flag()) {
            bits.skip(2 * delayBits + 1);
        }
        if (delays && bits.flag()) {
            bits.skip(4);
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }
}
