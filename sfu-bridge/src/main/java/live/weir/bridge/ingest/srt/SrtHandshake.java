package live.weir.bridge.ingest.srt;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;

/**
 * The body of a handshake (section 3.2.1 of the draft), without its extensions.
 *
 * @param type of an INDUCTION the kind of socket, or in our answer the magic word; of a CONCLUSION which extensions follow
 * @param sequence the number of the first packet of media
 * @param request INDUCTION, CONCLUSION, or why not
 * @param socket the sender's id
 */
record SrtHandshake(int version, int type, int sequence, int packet, int window, int request, int socket, int cookie) {

    static final int BODY = 48;
    static final int INDUCTION = 1;
    static final int CONCLUSION = -1;
    static final int REFUSAL = 1000;

    static final int OLD_VERSION = 4;
    static final int VERSION = 5;
    static final int MAGIC = 0x4a17;
    static final int HAS_REQUEST = 1;
    static final int HAS_KEYS = 1 << 1;

    static final int LARGEST_PACKET = 1500; // with the heads of UDP and IP
    static final int SMALLEST_PACKET = 76; // one that holds nothing but a handshake

    private static final int ADDRESS_BYTES = 16;

    /** Reads on to where the extensions begin. */
    static SrtHandshake read(ByteBuf in) throws SrtViolation {
        if (in.readableBytes() < BODY) {
            throw new SrtViolation("A handshake is cut off");
        }
        SrtHandshake read = new SrtHandshake(
                in.readInt(),
                in.readInt(),
                in.readInt() & Sequence.MASK,
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt());
        in.skipBytes(ADDRESS_BYTES);
        return read;
    }

    SrtHandshake answer(int type, int request, int socket, int cookie) {
        return new SrtHandshake(
                VERSION, type, sequence, Math.min(packet, LARGEST_PACKET), ReceiveWindow.SIZE, request, socket, cookie);
    }

    /** @param caller who is told its address: each word of it the wrong way round, as everybody does it */
    void write(ByteBuf out, InetAddress caller) {
        out.writeInt(version).writeInt(type).writeInt(sequence).writeInt(packet);
        out.writeInt(window).writeInt(request).writeInt(socket).writeInt(cookie);
        byte[] address = caller.getAddress();
        for (int i = 0; i < ADDRESS_BYTES; i++) {
            int place = i ^ 3;
            out.writeByte(place < address.length ? address[place] : 0);
        }
    }
}
