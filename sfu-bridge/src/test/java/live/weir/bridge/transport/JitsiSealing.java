package live.weir.bridge.transport;

import java.security.GeneralSecurityException;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.ByteArrayBuffer;
import org.jitsi.utils.logging2.LoggerImpl;

/** Jitsi's library, sealing in one buffer that is used again and again. */
final class JitsiSealing implements ByteArrayBuffer {

    private final SrtpCryptoContext context;
    private final byte[] buffer = new byte[2048];
    private int length;

    JitsiSealing(boolean gcm) {
        SrtpPolicy policy = gcm
                ? new SrtpPolicy(SrtpPolicy.AESGCM_ENCRYPTION, 16, SrtpPolicy.NULL_AUTHENTICATION, 0, 16, 12)
                : new SrtpPolicy(SrtpPolicy.AESCM_ENCRYPTION, 16, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, 10, 14);
        byte[] salt = new byte[gcm ? 12 : 14];
        try {
            context = new SrtpContextFactory(true, new byte[16], salt, policy, policy, new LoggerImpl("benchmark"))
                    .deriveContext(1, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    int seal(byte[] packet) throws GeneralSecurityException {
        System.arraycopy(packet, 0, buffer, 0, packet.length);
        length = packet.length;
        context.transformPacket(this);
        return length;
    }

    @Override
    public byte[] getBuffer() {
        return buffer;
    }

    @Override
    public int getOffset() {
        return 0;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void setLength(int newLength) {
        length = newLength;
    }

    @Override
    public void setOffset(int newOffset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isInvalid() {
        return false;
    }

    @Override
    public void readRegionToBuff(int from, int count, byte[] target) {
        System.arraycopy(buffer, from, target, 0, count);
    }

    @Override
    public void grow(int more) {
        // The buffer is long enough for any packet.
    }

    @Override
    public void append(byte[] more, int count) {
        System.arraycopy(more, 0, buffer, length, count);
        length += count;
    }

    @Override
    public void shrink(int less) {
        length -= less;
    }
}
