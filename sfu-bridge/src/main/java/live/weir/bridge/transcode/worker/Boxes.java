package live.weir.bridge.transcode.worker;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes ISO base media boxes (ISO/IEC 14496-12 §4.2): each box learns its size when it is closed. */
final class Boxes {

    private byte[] bytes;
    private int length;

    Boxes(int room) {
        bytes = new byte[room];
    }

    /** Tells where it begins, for {@link #close}. */
    int open(String type) {
        int at = length;
        u32(0);
        text(type);
        return at;
    }

    int openFull(String type, int version, int flags) {
        int at = open(type);
        u32(((long) version << 24) | flags);
        return at;
    }

    void close(int at) {
        u32At(at, length - at);
    }

    Boxes text(String text) {
        return bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    Boxes u8(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    Boxes u16(int value) {
        return u8(value >> 8).u8(value);
    }

    Boxes u32(long value) {
        return u16((int) (value >> 16)).u16((int) value);
    }

    Boxes u64(long value) {
        return u32(value >> 32).u32(value);
    }

    Boxes zeros(int count) {
        room(count);
        Arrays.fill(bytes, length, length + count, (byte) 0);
        length += count;
        return this;
    }

    Boxes bytes(byte[] more) {
        return bytes(more, 0, more.length);
    }

    Boxes bytes(byte[] more, int offset, int count) {
        room(count);
        System.arraycopy(more, offset, bytes, length, count);
        length += count;
        return this;
    }

    void u32At(int at, long value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >> (8 * (3 - i)));
        }
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** The first {@link #length} of them. */
    byte[] array() {
        return bytes;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
