package live.weir.bridge.hls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/**
 * Encrypts one segment: AES-128 in CBC with PKCS #7 padding (rfc8216bis §4.4.4.4).
 *
 * <p>A player decrypts whatever it fetched by itself, with the key and the vector of the segment: a part as well as the whole
 * (§6.2.3). So a segment's cipher text is not that of its parts one after another, and both are made while the parts come.
 * One thread at a time.
 */
final class SegmentLock {

    private final MediaKey key;
    private final byte[] vector;
    private final Cipher ofParts;
    private final Cipher ofWhole;

    /** No two segments of a program have the same vector, however many renditions share the key. */
    SegmentLock(MediaKey key, long salt, long msn) {
        this.key = key;
        this.vector = ByteBuffer.allocate(16).putLong(salt).putLong(msn).array();
        this.ofParts = cipher();
        this.ofWhole = cipher();
    }

    private Cipher cipher() {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding"); // as Java calls PKCS #7 of 16 bytes
            cipher.init(Cipher.ENCRYPT_MODE, key.secret(), new IvParameterSpec(vector));
            return cipher;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has AES in CBC", impossible);
        }
    }

    MediaKey key() {
        return key;
    }

    /** As the playlist writes it. */
    String vector() {
        return HexFormat.of().formatHex(vector);
    }

    /** The part, as whoever asks for it alone gets it. */
    ByteBuf part(ByteBuf clear) {
        return run(ofParts, clear, true); // which leaves the cipher as it was made
    }

    /** What the part adds to the whole: blocks that are full by now. */
    ByteBuf addition(ByteBuf clear) {
        return run(ofWhole, clear, false);
    }

    /** The whole's last block. */
    ByteBuf conclusion() {
        return run(ofWhole, Unpooled.EMPTY_BUFFER, true);
    }

    private static ByteBuf run(Cipher cipher, ByteBuf clear, boolean last) {
        ByteBuffer source = clear.nioBuffer();
        int room = cipher.getOutputSize(source.remaining());
        ByteBuf locked = ByteBufAllocator.DEFAULT.directBuffer(room);
        try {
            ByteBuffer target = locked.internalNioBuffer(0, room);
            return locked.writerIndex(last ? cipher.doFinal(source, target) : cipher.update(source, target));
        } catch (GeneralSecurityException impossible) {
            locked.release();
            throw new IllegalStateException("There is room, and padding fits any length", impossible);
        }
    }
}
