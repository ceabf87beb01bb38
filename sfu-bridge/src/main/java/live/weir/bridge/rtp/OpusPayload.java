package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.u8;

/** An Opus packet, by its table-of-contents byte (RFC 6716 §3.1). Every packet can be decoded by itself. */
public final class OpusPayload implements CodecPayload {

    /** RTP timestamps of Opus always count this (RFC 7587 §4.1). */
    public static final int CLOCK_RATE = 48_000;

    private static final int MOST_SAMPLES = 120 * CLOCK_RATE / 1000;

    /** In 48 kHz samples, by the two low bits of the configuration: 10 to 60 ms, and 2.5 to 20 ms. */
    private static final int[] SILK = {480, 960, 1920, 2880};

    private static final int[] CELT = {120, 240, 480, 960};

    private int length;
    private int toc;
    private int frames;
    private int samples;

    @Override
    public boolean wrap(byte[] bytes, int offset, int length, boolean marker) {
        this.length = length;
        this.samples = 0;
        this.frames = 0;
        if (length < 1) {
            return false;
        }
        toc = u8(bytes, offset);
        frames = frames(bytes, offset);
        int all = frames * samplesPerFrame();
        samples = all > MOST_SAMPLES ? 0 : all;
        return samples > 0;
    }

    private int frames(byte[] bytes, int offset) {
        return switch (toc & 3) {
            case 0 -> 1;
            case 1 -> length % 2 == 1 ? 2 : 0; // two frames of the same size
            case 2 -> length > 1 ? 2 : 0;
            default -> length > 1 ? bytes[offset + 1] & 0x3F : 0;
        };
    }

    private int samplesPerFrame() {
        int configuration = toc >> 3;
        if (configuration < 12) {
            return SILK[configuration & 3];
        }
        return configuration < 16 ? SILK[configuration & 1] : CELT[configuration & 3];
    }

    public int frames() {
        return frames;
    }

    /** The packet's duration in samples of 48 kHz, at most 120 ms of them. */
    public int samples() {
        return samples;
    }

    public boolean stereo() {
        return (toc & 4) != 0;
    }

    /** Whether the encoder has fallen silent (RFC 6716 §2.1.9): there is next to nothing after the first byte. */
    public boolean isSilence() {
        return length <= 2;
    }

    @Override
    public boolean startsKeyframe() {
        return true;
    }

    @Override
    public boolean startsFrame() {
        return true;
    }

    @Override
    public boolean endsFrame() {
        return true;
    }
}
