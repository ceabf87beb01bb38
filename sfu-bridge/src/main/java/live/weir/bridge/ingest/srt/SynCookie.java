package live.weir.bridge.ingest.srt;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Whoever brings it back has received what was sent to its address, a minute or two ago at most: nothing need be kept until then. */
final class SynCookie {

    private static final String ALGORITHM = "HmacSHA256";
    private static final long SPAN_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int LONGEST = 16 + Short.BYTES + Integer.BYTES + Long.BYTES;

    private final Mac mac;

    SynCookie(SecureRandom random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException unknown) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, unknown);
        }
    }

    /** @param socket the caller's */
    int of(InetSocketAddress caller, int socket, long now) {
        return of(caller, socket, now, 0);
    }

    boolean isRight(int cookie, InetSocketAddress caller, int socket, long now) {
        return cookie == of(caller, socket, now, 0) || cookie == of(caller, socket, now, 1);
    }

    private int of(InetSocketAddress caller, int socket, long now, int spansAgo) {
        ByteBuffer said = ByteBuffer.allocate(LONGEST)
                .put(caller.getAddress().getAddress())
                .putShort((short) caller.getPort())
                .putInt(socket)
                .putLong(Math.floorDiv(now, SPAN_NANOS) - spansAgo);
        mac.update(said.array(), 0, said.position());
        return ByteBuffer.wrap(mac.doFinal()).getInt();
    }
}
