package live.weir.bridge.rtp;

/** The picture size of an H.264 sequence parameter set (H.264 §7.3.2.1.1), cropping considered. */
final class H264Sps {

    /** The size stands well before this, scaling lists and all. */
    private static final int MOST = 1024;

    /** 16,384 pixels: far beyond level 6.2. */
    private static final int MOST_MACROBLOCKS = 1024;

    private static final int MOST_REFERENCE_OFFSETS = 255;

    private final byte[] raw = new byte[MOST];
    private final BitReader bits = new BitReader();
    private int chromaFormat;
    private int width;
    private int height;

    /** Takes what comes after the NAL header; false if no sensible size comes of it. */
    boolean read(byte[] bytes, int offset, int length) {
        bits.wrap(raw, 0, unescape(bytes, offset, length));
        int profile = bits.bits(8);
        bits.skip(16);
        bits.expGolomb();
        chromaFormat = 1;
        if (isHigh(profile)) {
            readHighProfile();
        }
        readOrder();
        bits.expGolomb();
        bits.skip(1);
        return readSize();
    }

    /** Takes out the bytes that keep start codes from appearing (H.264 §7.4.1). */
    private int unescape(byte[] bytes, int offset, int length) {
        int zeros = 0;
        int written = 0;
        for (int i = offset; i < offset + length && written < MOST; i++) {
            if (zeros >= 2 && bytes[i] == 3) {
                zeros = 0;
                continue;
            }
            zeros = bytes[i] == 0 ? zeros + 1 : 0;
            raw[written++] = bytes[i];
        }
        return written;
    }

    private static boolean isHigh(int profile) {
        return switch (profile) {
            case 44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244 -> true;
            default -> false;
        };
    }

    private void readHighProfile() {
        chromaFormat = bits.expGolomb();
        if (chromaFormat == 3) {
            bits.skip(1);
        }
        bits.expGolomb();
        bits.expGolomb();
        bits.skip(1);
        if (bits.flag()) {
            for (int i = 0; i < (chromaFormat == 3 ? 12 : 8); i++) {
                if (bits.flag()) {
                    skipScalingList(i < 6 ? 16 : 64);
                }
            }
        }
    }

    private void skipScalingList(int size) {
        int next = 8;
        for (int i = 0; i < size && next != 0; i++) {
            next = (next + signed(bits.expGolomb())) & 0xFF;
        }
    }

    private static int signed(int code) {
        return (code & 1) == 0 ? -(code >>> 1) : (code >>> 1) + 1;
    }

    private void readOrder() {
        bits.expGolomb();
        int orderType = bits.expGolomb();
        if (orderType == 0) {
            bits.expGolomb();
        } else if (orderType == 1) {
            bits.skip(1);
            bits.expGolomb();
            bits.expGolomb();
            int offsets = Math.min(bits.expGolomb(), MOST_REFERENCE_OFFSETS);
            for (int i = 0; i < offsets; i++) {
                bits.expGolomb();
            }
        }
    }

    private boolean readSize() {
        int columns = bits.expGolomb() + 1;
        int rows = bits.expGolomb() + 1;
        int fields = bits.flag() ? 1 : 2;
        if (columns < 1 || columns > MOST_MACROBLOCKS || rows < 1 || rows > MOST_MACROBLOCKS) {
            return false;
        }
        bits.skip(fields); // mb_adaptive_frame_field_flag where there are fields, direct_8x8_inference_flag
        width = 16 * columns;
        height = 16 * rows * fields;
        if (bits.flag()) {
            crop(fields);
        }
        return !bits.exhausted() && width > 0 && height > 0;
    }

    private void crop(int fields) {
        boolean halfWidth = chromaFormat == 1 || chromaFormat == 2;
        width = cropped(width, halfWidth ? 2 : 1);
        height = cropped(height, (chromaFormat == 1 ? 2 : 1) * fields);
    }

    private int cropped(int size, int unit) {
        long both = Integer.toUnsignedLong(bits.expGolomb()) + Integer.toUnsignedLong(bits.expGolomb());
        return (int) Math.max(0, size - both * unit);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }
}
