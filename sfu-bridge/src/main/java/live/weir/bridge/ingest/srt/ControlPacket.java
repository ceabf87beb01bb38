package live.weir.bridge.ingest.srt;

import io.netty.buffer.ByteBuf;

/** Where things are in packets (draft-sharabayko-srt-01, section 3), and how ours begin. */
final class ControlPacket {

    static final int HEAD = 16;
    static final int FIELD = 4; // of the head, what depends on the type
    static final int SOCKET = 12;

    static final int HANDSHAKE = 0;
    static final int KEEPALIVE = 1;
    static final int ACK = 2;
    static final int NAK = 3;
    static final int SHUTDOWN = 5;
    static final int ACKACK = 6;
    static final int DROP_REQUEST = 7;
    static final int EXTENSION = 0x7fff; // of which there is a kind

    private static final int CONTROL = 1 << 31;
    private static final int TYPE_PLACE = 16;
    private static final int TYPE_MASK = 0x7fff;

    private ControlPacket() {}

    static boolean isControl(ByteBuf packet) {
        return packet.getInt(packet.readerIndex()) < 0;
    }

    static int type(ByteBuf packet) {
        return packet.getInt(packet.readerIndex()) >>> TYPE_PLACE & TYPE_MASK;
    }

    /** Of an extension. */
    static int kind(ByteBuf packet) {
        return packet.getUnsignedShort(packet.readerIndex() + 2);
    }

    static int field(ByteBuf packet) {
        return packet.getInt(packet.readerIndex() + FIELD);
    }

    /** To whom; 0 before there is anybody. */
    static int socket(ByteBuf packet) {
        return packet.getInt(packet.readerIndex() + SOCKET);
    }

    /** @param micros our time, of which 32 bits are told */
    static ByteBuf begin(ByteBuf out, int type, int field, long micros, int socket) {
        return begin(out, type, 0, field, micros, socket);
    }

    static ByteBuf begin(ByteBuf out, int type, int kind, int field, long micros, int socket) {
        return out.writeInt(CONTROL | type << TYPE_PLACE | kind)
                .writeInt(field)
                .writeInt((int) micros)
                .writeInt(socket);
    }
}
