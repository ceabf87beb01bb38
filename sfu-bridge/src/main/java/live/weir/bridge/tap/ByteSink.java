package live.weir.bridge.tap;

import java.util.Arrays;

/** An access unit as it grows. */
final class ByteSink {

    /** More than any keyframe has. */
    static final int MOST = 4_000_000;

    private byte[] bytes = new byte[32 * 1024];
    private int length;

    void put(byte[] from, int offset, int count) {
        room(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    void put(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }
}
