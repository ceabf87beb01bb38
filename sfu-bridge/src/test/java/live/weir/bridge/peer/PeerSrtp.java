package live.weir.bridge.peer;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.logging2.LoggerImpl;
import org.jspecify.annotations.Nullable;

/** Both directions of the peer's media protection, by Jitsi's library. */
final class PeerSrtp {

    /** As in the use_srtp extension. */
    static final int GCM = 7;

    static final int SHA1_80 = 1;

    private static final int ROOM = 64;
    private static final int KEY = 16;

    private final SrtpContextFactory outbound;
    private final SrtpContextFactory inbound;
    private final Map<Integer, SrtpCryptoContext> rtpOut = new ConcurrentHashMap<>();
    private final Map<Integer, SrtpCryptoContext> rtpIn = new ConcurrentHashMap<>();
    private final Map<Integer, SrtcpCryptoContext> rtcpOut = new ConcurrentHashMap<>();
    private final Map<Integer, SrtcpCryptoContext> rtcpIn = new ConcurrentHashMap<>();

    PeerSrtp(int profile, byte[] exported, boolean client) {
        int salt = saltLength(profile);
        byte[] clientKey = Arrays.copyOfRange(exported, 0, KEY);
        byte[] serverKey = Arrays.copyOfRange(exported, KEY, 2 * KEY);
        byte[] clientSalt = Arrays.copyOfRange(exported, 2 * KEY, 2 * KEY + salt);
        byte[] serverSalt = Arrays.copyOfRange(exported, 2 * KEY + salt, 2 * (KEY + salt));
        outbound = factory(true, profile, client ? clientKey : serverKey, client ? clientSalt : serverSalt);
        inbound = factory(false, profile, client ? serverKey : clientKey, client ? serverSalt : clientSalt);
    }

    static int saltLength(int profile) {
        return profile == GCM ? 12 : 14;
    }

    static int exportedLength(int profile) {
        return 2 * (KEY + saltLength(profile));
    }

    private static SrtpContextFactory factory(boolean sender, int profile, byte[] key, byte[] salt) {
        LoggerImpl logger = new LoggerImpl("test-peer");
        return new SrtpContextFactory(sender, key, salt, policy(profile), policy(profile), logger);
    }

    private static SrtpPolicy policy(int profile) {
        return profile == GCM
                ? new SrtpPolicy(SrtpPolicy.AESGCM_ENCRYPTION, KEY, SrtpPolicy.NULL_AUTHENTICATION, 0, 16, 12)
                : new SrtpPolicy(SrtpPolicy.AESCM_ENCRYPTION, KEY, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, 10, 14);
    }

    byte[] sealRtp(byte[] packet) throws GeneralSecurityException {
        PacketBytes bytes = new PacketBytes(packet, ROOM);
        SrtpErrorStatus status =
                context(rtpOut, ssrc(packet, 8), ssrc -> rtp(outbound, ssrc)).transformPacket(bytes);
        return required(status, bytes);
    }

    byte[] sealRtcp(byte[] packet) throws GeneralSecurityException {
        PacketBytes bytes = new PacketBytes(packet, ROOM);
        SrtpErrorStatus status =
                context(rtcpOut, ssrc(packet, 4), ssrc -> rtcp(outbound, ssrc)).transformPacket(bytes);
        return required(status, bytes);
    }

    /** Null for what is not authentic or was seen before. */
    byte @Nullable [] openRtp(byte[] packet) throws GeneralSecurityException {
        PacketBytes bytes = new PacketBytes(packet, 0);
        SrtpErrorStatus status =
                context(rtpIn, ssrc(packet, 8), ssrc -> rtp(inbound, ssrc)).reverseTransformPacket(bytes, false);
        return status == SrtpErrorStatus.OK ? bytes.toArray() : null;
    }

    byte @Nullable [] openRtcp(byte[] packet) throws GeneralSecurityException {
        PacketBytes bytes = new PacketBytes(packet, 0);
        SrtpErrorStatus status =
                context(rtcpIn, ssrc(packet, 4), ssrc -> rtcp(inbound, ssrc)).reverseTransformPacket(bytes);
        return status == SrtpErrorStatus.OK ? bytes.toArray() : null;
    }

    private static <C> C context(Map<Integer, C> contexts, int ssrc, IntFunction<C> derive) {
        return contexts.computeIfAbsent(ssrc, derive::apply);
    }

    private static SrtpCryptoContext rtp(SrtpContextFactory factory, int ssrc) {
        try {
            return factory.deriveContext(ssrc, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SrtcpCryptoContext rtcp(SrtpContextFactory factory, int ssrc) {
        try {
            return factory.deriveControlContext(ssrc);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] required(SrtpErrorStatus status, PacketBytes bytes) {
        if (status != SrtpErrorStatus.OK) {
            throw new IllegalStateException("not sealed: " + status);
        }
        return bytes.toArray();
    }

    private static int ssrc(byte[] packet, int offset) {
        return ByteBuffer.wrap(packet).getInt(offset);
    }
}
