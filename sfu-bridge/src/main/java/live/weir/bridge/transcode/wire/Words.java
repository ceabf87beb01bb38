package live.weir.bridge.transcode.wire;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a frame, field by field; its static methods read fields. */
public final class Words {

    private static final int LONGEST_TEXT = 1024;

    private ByteBuffer frame;

    private Words(Kind kind, int room) {
        frame = ByteBuffer.allocate(Kind.HEAD + room);
        frame.putInt(0).put(kind.code());
    }

    public static Words of(Kind kind) {
        return new Words(kind, 256);
    }

    public static Words of(Kind kind, int room) {
        return new Words(kind, room);
    }

    public Words u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    public Words flag(boolean value) {
        return u8(value ? 1 : 0);
    }

    public Words u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    public Words i32(int value) {
        room(4).putInt(value);
        return this;
    }

    public Words i64(long value) {
        room(8).putLong(value);
        return this;
    }

    /** What is longer than a kilobyte is cut. */
    public Words text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, LONGEST_TEXT);
        u16(length);
        return bytes(bytes, 0, length);
    }

    public Words block(byte[] bytes) {
        return i32(bytes.length).bytes(bytes, 0, bytes.length);
    }

    public Words bytes(byte[] bytes, int offset, int length) {
        room(length).put(bytes, offset, length);
        return this;
    }

    public Words bytes(ByteBuffer bytes) {
        room(bytes.remaining()).put(bytes);
        return this;
    }

    private ByteBuffer room(int bytes) {
        if (frame.remaining() < bytes) {
            byte[] larger = Arrays.copyOf(frame.array(), Math.max(2 * frame.capacity(), frame.position() + bytes));
            frame = ByteBuffer.wrap(larger).position(frame.position());
        }
        return frame;
    }

    public ByteBuffer frame() {
        frame.putInt(0, frame.position() - Kind.HEAD);
        return frame.flip();
    }

    /** Reads fields, of which there may be too few. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(ByteBuffer body) throws IOException;
    }

    /** @throws IOException if it is not what was said it is */
    public static <T> T read(ByteBuffer body, Reading<T> fields) throws IOException {
        try {
            return fields.read(body);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            throw new IOException("A frame is not well-formed", broken);
        }
    }

    public static int u8(ByteBuffer body) {
        return body.get() & 0xff;
    }

    public static boolean flag(ByteBuffer body) {
        return body.get() != 0;
    }

    public static int u16(ByteBuffer body) {
        return body.getShort() & 0xffff;
    }

    public static String text(ByteBuffer body) {
        byte[] bytes = new byte[Math.min(u16(body), body.remaining())];
        body.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public static byte[] block(ByteBuffer body) {
        int length = body.getInt();
        if (length < 0 || length > body.remaining()) {
            throw new IllegalArgumentException("A block of " + length + " bytes in " + body.remaining());
        }
        byte[] bytes = new byte[length];
        body.get(bytes);
        return bytes;
    }
}
