package live.weir.bridge.ingest.rtmp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads AMF0 values: {@code Double}, {@code Boolean}, {@code String}, {@code Map}, {@code List} or null. A message has 512 values at most, eight within
 * each other; what is cut off, of an unknown type or refers to something else is a violation.
 */
final class AmfReader {

    private static final int MOST_VALUES = 512;
    private static final int DEEPEST = 8;
    private static final int LONGEST_TEXT = 4096;

    private static final int OBJECT_END = 9;

    private final ByteBuf in;
    private int values;

    AmfReader(ByteBuf in) {
        this.in = in;
    }

    boolean hasMore() {
        return in.isReadable();
    }

    @Nullable
    Object next() {
        return value(0);
    }

    /** An empty one if what comes next is none. */
    String text() {
        return hasMore() && next() instanceof String text ? text : "";
    }

    double number() {
        return hasMore() && next() instanceof Double number ? number : 0;
    }

    private @Nullable Object value(int depth) {
        if (depth > DEEPEST || ++values > MOST_VALUES) {
            throw new RtmpViolation("A message holds too much");
        }
        int marker = there(1).readUnsignedByte();
        return switch (marker) {
            case 0 -> there(8).readDouble();
            case 1 -> there(1).readBoolean();
            case 2 -> text(there(2).readUnsignedShort());
            case 3 -> fields(depth);
            case 5, 6, 13 -> null;
            case 8 -> {
                there(4).skipBytes(4); // a hint of its size, which nobody needs to believe
                yield fields(depth);
            }
            case 10 -> list(depth);
            case 11 -> {
                double time = there(10).readDouble();
                in.skipBytes(2);
                yield time;
            }
            case 12, 15 -> text(there(4).readInt());
            default -> throw new RtmpViolation("A value of type " + marker);
        };
    }

    private Map<String, @Nullable Object> fields(int depth) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (true) {
            String name = text(there(2).readUnsignedShort());
            if (name.isEmpty() && there(1).getByte(in.readerIndex()) == OBJECT_END) {
                in.skipBytes(1);
                return fields;
            }
            fields.put(name, value(depth + 1));
        }
    }

    private List<@Nullable Object> list(int depth) {
        int count = there(4).readInt();
        if (count < 0 || count > MOST_VALUES) {
            throw new RtmpViolation("A list of " + count);
        }
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(value(depth + 1));
        }
        return list;
    }

    private String text(int length) {
        if (length < 0 || length > LONGEST_TEXT) {
            throw new RtmpViolation("A text of " + length + " bytes");
        }
        return there(length).readCharSequence(length, StandardCharsets.UTF_8).toString();
    }

    private ByteBuf there(int bytes) {
        if (in.readableBytes() < bytes) {
            throw new RtmpViolation("A message is cut off");
        }
        return in;
    }
}
