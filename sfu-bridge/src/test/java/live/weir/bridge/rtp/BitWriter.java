package live.weir.bridge.rtp;

/** Bits for tests, most significant first. */
final class BitWriter {

    private final StringBuilder bits = new StringBuilder();

    BitWriter put(int count, long value) {
        for (int i = count - 1; i >= 0; i--) {
            bits.append((value >> i) & 1);
        }
        return this;
    }

    BitWriter expGolomb(int value) {
        int width = Integer.SIZE - Integer.numberOfLeadingZeros(value + 1);
        return put(width - 1, 0).put(width, value + 1);
    }

    /** Filled up with zeros to a whole byte. */
    byte[] bytes() {
        byte[] bytes = new byte[(bits.length() + 7) / 8];
        for (int i = 0; i < bits.length(); i++) {
            bytes[i / 8] |= (byte) ((bits.charAt(i) - '0') << (7 - i % 8));
        }
        return bytes;
    }
}
