package live.weir.bridge.ingest.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the door says: few messages, and short. Each is one chunk of the size that {@link #opening} announces. */
final class MessageWriter {

    /** Room for each of our messages. */
    private static final int CHUNK_SIZE = 4096;

    static final int WINDOW = 2_500_000;

    private static final int CONTROL_STREAM = 2;
    private static final int COMMAND_STREAM = 3;
    private static final int DYNAMIC = 2;

    private final ByteBufAllocator allocator;

    MessageWriter(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** How large windows and chunks are from here on. */
    ByteBuf opening() {
        ByteBuf out = allocator.buffer(64);
        head(out, CONTROL_STREAM, RtmpMessage.WINDOW_SIZE, 4, 0).writeInt(WINDOW);
        head(out, CONTROL_STREAM, RtmpMessage.PEER_BANDWIDTH, 5, 0)
                .writeInt(WINDOW)
                .writeByte(DYNAMIC);
        return head(out, CONTROL_STREAM, RtmpMessage.SET_CHUNK_SIZE, 4, 0).writeInt(CHUNK_SIZE);
    }

    ByteBuf acknowledgement(long bytes) {
        return head(allocator.buffer(16), CONTROL_STREAM, RtmpMessage.ACKNOWLEDGEMENT, 4, 0)
                .writeInt((int) bytes);
    }

    /** @param event 0 that a stream begins, 7 the answer to a ping */
    ByteBuf control(int event, long value) {
        return head(allocator.buffer(18), CONTROL_STREAM, RtmpMessage.USER_CONTROL, 6, 0)
                .writeShort(event)
                .writeInt((int) value);
    }

    /**
     * @param stream 0 for the connection's own
     * @param values texts, numbers, null, and maps of these
     */
    ByteBuf command(int stream, String name, double transaction, @Nullable Object... values) {
        ByteBuf body = allocator.buffer(256);
        ByteBuf out = allocator.buffer(256);
        try {
            value(body, name);
            value(body, transaction);
            for (Object value : values) {
                value(body, value);
            }
            head(out, COMMAND_STREAM, RtmpMessage.COMMAND, body.readableBytes(), stream);
            return out.writeBytes(body);
        } finally {
            body.release();
        }
    }

    private static ByteBuf head(ByteBuf out, int chunkStream, int type, int length, int stream) {
        return out.writeByte(chunkStream)
                .writeMedium(0)
                .writeMedium(length)
                .writeByte(type)
                .writeIntLE(stream);
    }

    private static void value(ByteBuf out, @Nullable Object value) {
        if (value == null) {
            out.writeByte(5);
        } else if (value instanceof Number number) {
            out.writeByte(0).writeDouble(number.doubleValue());
        } else if (value instanceof Map<?, ?> fields) {
            out.writeByte(3);
            fields.forEach((name, field) -> {
                name(out, name);
                value(out, field);
            });
            out.writeShort(0).writeByte(9);
        } else {
            out.writeByte(2);
            name(out, value);
        }
    }

    private static void name(ByteBuf out, Object text) {
        out.writeShort(ByteBufUtil.utf8Bytes(text.toString()));
        out.writeCharSequence(text.toString(), StandardCharsets.UTF_8);
    }
}
