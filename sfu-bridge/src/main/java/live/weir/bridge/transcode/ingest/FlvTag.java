package live.weir.bridge.transcode.ingest;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * A tag of FLV (Adobe's specification, version 10.1, annex E) as it goes to the child, and the little that the node looks at: whether
 * it is a decoder's header, and whether a decoder can begin with it. Enhanced RTMP keeps both where they were.
 */
final class FlvTag {

    enum Kind {
        PICTURE_HEADER,
        KEYFRAME,
        PICTURE,
        SOUND_HEADER,
        SOUND,
        /** Says nothing that anybody needs. */
        OTHER;

        boolean isPicture() {
            return this == KEYFRAME || this == PICTURE;
        }
    }

    /** What an FLV stream begins with: sound and pictures may come. */
    private static final byte[] START = {'F', 'L', 'V', 1, 5, 0, 0, 0, 9, 0, 0, 0, 0};

    private static final int HEAD = 11;
    private static final int TAIL = 4;
    private static final int AUDIO = 8;
    private static final int VIDEO = 9;
    private static final int AVC = 7;
    private static final int HEVC = 12;
    private static final int AAC = 10;
    private static final int EXTENDED_SOUND = 9;

    private final Kind kind;
    private final int millis;
    private final byte[] bytes;

    private FlvTag(Kind kind, int millis, byte[] bytes) {
        this.kind = kind;
        this.millis = millis;
        this.bytes = bytes;
    }

    Kind kind() {
        return kind;
    }

    /** As the encoder counts; unsigned. */
    int millis() {
        return millis;
    }

    int size() {
        return bytes.length;
    }

    static FlvTag picture(long millis, ByteBuf body) {
        return of(pictureKind(body), VIDEO, millis, body);
    }

    static FlvTag sound(long millis, ByteBuf body) {
        return of(soundKind(body), AUDIO, millis, body);
    }

    static ByteBuffer start() {
        return ByteBuffer.wrap(START).asReadOnlyBuffer();
    }

    ByteBuffer frame() {
        return ByteBuffer.wrap(bytes);
    }

    private static FlvTag of(Kind kind, int type, long millis, ByteBuf body) {
        int length = body.readableBytes();
        ByteBuffer tag = ByteBuffer.allocate(HEAD + length + TAIL);
        tag.putInt(type << 24 | length);
        tag.putInt((int) (millis << 8 | (millis >> 24 & 0xff))); // 24 bits, and above them the highest eight
        tag.put((byte) 0).putShort((short) 0);
        body.getBytes(body.readerIndex(), tag.array(), HEAD, length);
        tag.putInt(HEAD + length, HEAD + length);
        return new FlvTag(kind, (int) millis, tag.array());
    }

    private static Kind pictureKind(ByteBuf body) {
        if (body.readableBytes() < 2) {
            return Kind.OTHER;
        }
        int first = body.getUnsignedByte(body.readerIndex());
        int frame = first >> 4 & 7;
        boolean extended = (first & 0x80) != 0;
        int codec = first & 15;
        int packet =
                extended ? codec : codec == AVC || codec == HEVC ? body.getUnsignedByte(body.readerIndex() + 1) : 1;
        if (frame == 5 || packet == 2 || (extended && packet == 4)) {
            return Kind.OTHER;
        }
        if (packet == 0) {
            return Kind.PICTURE_HEADER;
        }
        return frame == 1 ? Kind.KEYFRAME : Kind.PICTURE;
    }

    private static Kind soundKind(ByteBuf body) {
        if (body.readableBytes() < 2) {
            return Kind.OTHER;
        }
        int first = body.getUnsignedByte(body.readerIndex());
        int format = first >> 4;
        boolean header = (format == AAC && body.getUnsignedByte(body.readerIndex() + 1) == 0)
                || (format == EXTENDED_SOUND && (first & 15) == 0);
        return header ? Kind.SOUND_HEADER : Kind.SOUND;
    }
}
