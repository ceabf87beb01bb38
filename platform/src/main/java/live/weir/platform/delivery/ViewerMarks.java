package live.weir.platform.delivery;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import live.weir.platform.identity.ChannelId;
import org.jspecify.annotations.Nullable;

/**
 * Makes the marks by which viewers are told apart while they watch: a keyed hash of the client's address and its
 * {@code User-Agent}, of the channel and of the broadcast, so that it says nothing about anybody, there or elsewhere, without the
 * cluster's secret, and nobody is known again in the next broadcast. A playback token is no part of it: who comes in the same ten
 * minutes has the same one.
 *
 * <p>The hash is SipHash-2-4 (Aumasson and Bernstein, 2012): made for short keyed input, and a hundredth of an HMAC's work.
 */
final class ViewerMarks {

    /**
     * Kinds of player behind one address that are told apart. Enough for an office, and the most that somebody who invents
     * them can pretend to be.
     */
    static final int KINDS = 256;

    private static final int IPV6_NETWORK = 8;

    private volatile Key key = Key.random();

    private record Key(long first, long second) {

        /** Until nodes have told one another theirs. */
        static Key random() {
            SecureRandom random = new SecureRandom();
            return new Key(random.nextLong(), random.nextLong());
        }

        static Key of(byte[] secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                ByteBuffer made = ByteBuffer.wrap(mac.doFinal("marks of viewers".getBytes(StandardCharsets.US_ASCII)));
                return new Key(made.getLong(), made.getLong());
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("Every JDK has HMAC-SHA256", impossible);
            }
        }
    }

    /**
     * Whether marks are others from now on.
     *
     * @param secret what all nodes know and nobody else
     */
    boolean useSecret(byte[] secret) {
        Key made = Key.of(secret);
        boolean other = !made.equals(key);
        key = made;
        return other;
    }

    /** @param broadcast names it within the channel */
    long of(ChannelId channel, String broadcast, InetAddress address, @Nullable String agent) {
        Key now = key;
        long mark = new Sip(now.first(), now.second())
                .word(channel.value().getMostSignificantBits())
                .word(channel.value().getLeastSignificantBits())
                .word(broadcast.hashCode())
                .word(household(address))
                .word(agent == null ? 0 : kind(agent))
                .end(5);
        return mark == 0 ? 1 : mark;
    }

    private static int kind(String agent) {
        int hash = agent.hashCode();
        return (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & (KINDS - 1);
    }

    /** As for limits: of IPv6 the network, within which devices change their addresses by themselves. */
    private static long household(InetAddress address) {
        byte[] bytes = address.getAddress();
        int length = address instanceof Inet6Address ? IPV6_NETWORK : bytes.length;
        long number = length;
        for (int at = 0; at < length; at++) {
            number = Long.rotateLeft(number, Byte.SIZE) ^ (bytes[at] & 0xff);
        }
        return number;
    }

    /** SipHash-2-4 of whole words. */
    static final class Sip {

        private long v0;
        private long v1;
        private long v2;
        private long v3;

        Sip(long first, long second) {
            v0 = first ^ 0x736f6d6570736575L;
            v1 = second ^ 0x646f72616e646f6dL;
            v2 = first ^ 0x6c7967656e657261L;
            v3 = second ^ 0x7465646279746573L;
        }

        Sip word(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
            return this;
        }

        /** @param words how many there were */
        long end(int words) {
            word(((long) words * Long.BYTES) << 56);
            v2 ^= 0xff;
            round();
            round();
            round();
            round();
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void round() {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
