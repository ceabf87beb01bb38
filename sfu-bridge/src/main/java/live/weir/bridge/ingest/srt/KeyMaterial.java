package live.weir.bridge.ingest.srt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * The keys of a caller, wrapped (section 3.2.2 of the draft). It is sent back as it came to say that it was understood.
 *
 * @param which 1 for the even key, 2 for the odd, 3 for both
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two
record KeyMaterial(byte[] whole, int which, byte[] salt, int keyLength, byte[] wrapped) {

    static final int LONGEST = 104; // two keys of 256 bits

    private static final int HEAD = 16;
    private static final int SALT = 16;
    private static final int CHECK = 8; // by which an unwrapped key is known to be right
    private static final int VERSION_AND_KIND = 0x12;
    private static final int SIGN = 0x2029;
    private static final int COUNTER_MODE = 2;
    private static final int INSIDE_SRT = 2;

    static KeyMaterial read(ByteBuf in) throws SrtViolation {
        if (in.readableBytes() < HEAD + SALT || in.readableBytes() > LONGEST) {
            throw new SrtViolation("Key material is cut off");
        }
        int at = in.readerIndex();
        int which = in.getByte(at + 3) & 3;
        int keyLength = in.getUnsignedByte(at + 15) * Integer.BYTES;
        boolean known = in.getUnsignedByte(at) == VERSION_AND_KIND
                && in.getUnsignedShort(at + 1) == SIGN
                && in.getByte(at + 8) == COUNTER_MODE
                && in.getByte(at + 9) == 0
                && in.getByte(at + 10) == INSIDE_SRT
                && in.getByte(at + 14) * Integer.BYTES == SALT
                && (keyLength == 16 || keyLength == 24 || keyLength == 32);
        if (!known || which == 0 || in.readableBytes() != HEAD + SALT + Integer.bitCount(which) * keyLength + CHECK) {
            throw new SrtViolation("Key material of another kind");
        }
        byte[] whole = ByteBufUtil.getBytes(in);
        return new KeyMaterial(
                whole,
                which,
                ByteBufUtil.getBytes(in, at + HEAD, SALT),
                keyLength,
                ByteBufUtil.getBytes(in, at + HEAD + SALT, whole.length - HEAD - SALT));
    }
}
