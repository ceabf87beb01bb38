package live.weir.load.rtc;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client's connectivity checks, and its answers to a server's own (RFC 8445 §7, RFC 8489). */
final class IceChecks {

    private static final int COOKIE = 0x2112a442;
    private static final int REQUEST = 0x0001;
    private static final int SUCCESS = 0x0101;
    private static final int HEADER = 20;
    private static final int INTEGRITY = 24;
    private static final int FINGERPRINT = 8;
    private static final int FINGERPRINT_MASK = 0x5354554e;

    private final Mac local;
    private final Mac remote;
    private final byte[] attributes;

    IceChecks(IceLogin own, IceLogin servers, boolean controlling) {
        this.local = mac(own.password());
        this.remote = mac(servers.password());
        ByteBuffer built = ByteBuffer.allocate(600);
        attribute(built, 0x0006, (servers.ufrag() + ':' + own.ufrag()).getBytes(StandardCharsets.UTF_8));
        attribute(built, 0x0024, new byte[] {0x6e, 0, 1, (byte) 0xff});
        byte[] tieBreaker = new byte[8];
        ThreadLocalRandom.current().nextBytes(tieBreaker);
        attribute(built, controlling ? 0x802a : 0x8029, tieBreaker);
        if (controlling) {
            attribute(built, 0x0025, new byte[0]); // the first pair that works is used
        }
        this.attributes = Arrays.copyOf(built.array(), built.position());
    }

    private static Mac mac(String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] check() {
        byte[] transaction = new byte[12];
        ThreadLocalRandom.current().nextBytes(transaction);
        return message(REQUEST, transaction, attributes, remote);
    }

    /** For a server that checks too. */
    byte[] answer(byte[] check, InetSocketAddress from) {
        byte[] address = from.getAddress().getAddress();
        ByteBuffer mapped = ByteBuffer.allocate(8 + address.length);
        mapped.putShort((short) 0x0020).putShort((short) (4 + address.length));
        mapped.putShort((short) (address.length == 4 ? 1 : 2)).putShort((short) (from.getPort() ^ (COOKIE >>> 16)));
        byte[] mask = Arrays.copyOfRange(check, 4, HEADER);
        for (int i = 0; i < address.length; i++) {
            mapped.put((byte) (address[i] ^ mask[i]));
        }
        return message(SUCCESS, Arrays.copyOfRange(check, 8, HEADER), mapped.array(), local);
    }

    boolean isRequest(byte[] message) {
        return isMessage(message, REQUEST, local);
    }

    boolean isSuccess(byte[] message) {
        return isMessage(message, SUCCESS, remote);
    }

    /** Of that type, and by somebody who knows the password. */
    private static boolean isMessage(byte[] message, int type, Mac password) {
        if (message.length < HEADER || Bytes.getShort(message, 0) != type || Bytes.getInt(message, 4) != COOKIE) {
            return false;
        }
        for (int at = HEADER; at + 4 <= message.length; at += 4 + (Bytes.getShort(message, at + 2) + 3 & ~3)) {
            if (Bytes.getShort(message, at) == 0x0008 && at + INTEGRITY <= message.length) {
                byte[] signed = Arrays.copyOf(message, at);
                Bytes.putShort(signed, 2, at + INTEGRITY - HEADER);
                return MessageDigest.isEqual(
                        password.doFinal(signed), Arrays.copyOfRange(message, at + 4, at + INTEGRITY));
            }
        }
        return false;
    }

    private static byte[] message(int type, byte[] transaction, byte[] attributes, Mac password) {
        ByteBuffer message = ByteBuffer.allocate(HEADER + attributes.length + INTEGRITY + FINGERPRINT);
        message.putShort((short) type).putShort((short) (attributes.length + INTEGRITY));
        message.putInt(COOKIE).put(transaction).put(attributes);
        attribute(message, 0x0008, password.doFinal(Arrays.copyOf(message.array(), message.position())));
        message.putShort(2, (short) (attributes.length + INTEGRITY + FINGERPRINT));
        CRC32 crc = new CRC32();
        crc.update(message.array(), 0, message.position());
        return message.putShort((short) 0x8028)
                .putShort((short) 4)
                .putInt((int) crc.getValue() ^ FINGERPRINT_MASK)
                .array();
    }

    private static void attribute(ByteBuffer out, int type, byte[] value) {
        out.putShort((short) type).putShort((short) value.length).put(value).put(new byte[-value.length & 3]);
    }
}
