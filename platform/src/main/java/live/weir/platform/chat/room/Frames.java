package live.weir.platform.chat.room;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.List;

/**
 * WebSocket frames as bytes (RFC 6455 §5.2). A server's frames are not masked, so that the same bytes serve every
 * listener: they are made once.
 */
final class Frames {

    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_CLOSE = 0x88;
    private static final int FINAL_PING = 0x89;
    private static final int FINAL_PONG = 0x8a;
    private static final int SHORT = 125;
    private static final int MEDIUM = 65_535;
    private static final int LONGEST_HEAD = 10;

    /** Never released: it is a piece of the class. */
    private static final ByteBuf PING = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(2).writeByte(FINAL_PING).writeByte(0).asReadOnly());

    private Frames() {}

    /** One text frame. */
    static ByteBuf text(byte[] json) {
        ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(json.length + LONGEST_HEAD);
        write(frame, json);
        return frame;
    }

    /** Several text frames in one buffer: one write per listener. */
    static ByteBuf texts(List<byte[]> jsons) {
        int size = 0;
        for (byte[] json : jsons) {
            size += json.length + LONGEST_HEAD;
        }
        ByteBuf frames = PooledByteBufAllocator.DEFAULT.directBuffer(Math.max(size, 1));
        for (byte[] json : jsons) {
            write(frames, json);
        }
        return frames;
    }

    private static void write(ByteBuf frame, byte[] json) {
        frame.writeByte(FINAL_TEXT);
        if (json.length <= SHORT) {
            frame.writeByte(json.length);
        } else if (json.length <= MEDIUM) {
            frame.writeByte(126).writeShort(json.length);
        } else {
            frame.writeByte(127).writeLong(json.length);
        }
        frame.writeBytes(json);
    }

    static ByteBuf ping() {
        return PING.duplicate();
    }

    static ByteBuf pong(ByteBuf payload) {
        return Unpooled.buffer(2 + payload.readableBytes())
                .writeByte(FINAL_PONG)
                .writeByte(payload.readableBytes())
                .writeBytes(payload);
    }

    static ByteBuf close(int code) {
        return Unpooled.buffer(4).writeByte(FINAL_CLOSE).writeByte(2).writeShort(code);
    }
}
