package live.weir.bridge.record;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Boxes of ISO BMFF (ISO/IEC 14496-12 §4.2), found in place. Whatever does not hold together is not found. */
final class Boxes {

    private static final int HEAD = 8;

    private Boxes() {}

    /** Where the first box of that kind within {@code [from, to)} begins, or -1. */
    static int find(ByteBuf bytes, int from, int to, String kind) {
        int wanted = code(kind);
        int at = from;
        while (at + HEAD <= to) {
            int size = bytes.getInt(at);
            if (size < HEAD || size > to - at) {
                return -1;
            }
            if (bytes.getInt(at + 4) == wanted) {
                return at;
            }
            at += size;
        }
        return -1;
    }

    /** A box within boxes: {@code moof/traf/tfhd}; -1 if there is none. */
    static int path(ByteBuf bytes, String... kinds) {
        int from = bytes.readerIndex();
        int to = bytes.writerIndex();
        int at = -1;
        for (String kind : kinds) {
            at = find(bytes, from, to, kind);
            if (at < 0) {
                return -1;
            }
            from = at + HEAD;
            to = at + bytes.getInt(at);
        }
        return at;
    }

    static int size(ByteBuf bytes, int at) {
        return bytes.getInt(at);
    }

    /** Of a full box: the byte that says how wide its times are. */
    static int version(ByteBuf bytes, int at) {
        return bytes.getByte(at + HEAD);
    }

    private static int code(String kind) {
        byte[] letters = kind.getBytes(StandardCharsets.US_ASCII);
        return letters[0] << 24 | letters[1] << 16 | letters[2] << 8 | letters[3];
    }
}
