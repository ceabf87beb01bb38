package live.weir.bridge.bench;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Connectivity checks of a client, and its answers to a server's own (RFC 8445 §7, RFC 8489). */
final class IceChecks {

    private static final int COOKIE = 0x2112a442;
    private static final int REQUEST = 0x0001;
    private static final int SUCCESS = 0x0101;
    private static final int HEADER = 20;
    private static final int INTEGRITY = 24;
    private static final int FINGERPRINT = 8;

    private final String localPassword;
    private final String remotePassword;
    private final InetSocketAddress server;
    private final byte[] attributes;

    IceChecks(String remoteDescription, Sdp.Login local) {
        this.localPassword = local.password();
        this.remotePassword = Sdp.value(remoteDescription, "a=ice-pwd:");
        this.server = address(remoteDescription);
        byte[] user = (Sdp.value(remoteDescription, "a=ice-ufrag:") + ":" + local.ufrag())
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer built = ByteBuffer.allocate(256);
        attribute(built, 0x0006, user);
        attribute(built, 0x0024, new byte[] {0x6e, 0, 1, (byte) 0xff});
        byte[] tieBreaker = {1, 2, 3, 4, 5, 6, 7, 8};
        if (isControlling(remoteDescription)) {
            attribute(built, 0x802a, tieBreaker);
            attribute(built, 0x0025, new byte[0]); // to be used at once
        } else {
            attribute(built, 0x8029, tieBreaker);
        }
        this.attributes = Arrays.copyOf(built.array(), built.position());
    }

    /** RFC 8445 §6.1.1: who offers controls, unless it only answers. */
    private static boolean isControlling(String remoteDescription) {
        return remoteDescription.contains("a=ice-lite") || !remoteDescription.contains("a=setup:actpass");
    }

    InetSocketAddress server() {
        return server;
    }

    ByteBuffer check() {
        byte[] transaction = new byte[12];
        ThreadLocalRandom.current().nextBytes(transaction);
        return message(REQUEST, transaction, attributes, remotePassword);
    }

    /** For a server that checks too. */
    ByteBuffer answer(ByteBuffer check) {
        byte[] transaction = new byte[12];
        check.get(8, transaction);
        ByteBuffer mapped = ByteBuffer.allocate(12).putShort((short) 0x0020).putShort((short) 8);
        mapped.putShort((short) 1).putShort((short) (server.getPort() ^ (COOKIE >>> 16)));
        mapped.putInt(ByteBuffer.wrap(server.getAddress().getAddress()).getInt() ^ COOKIE);
        return message(SUCCESS, transaction, mapped.array(), localPassword);
    }

    private static ByteBuffer message(int type, byte[] transaction, byte[] attributes, String password) {
        ByteBuffer message = ByteBuffer.allocate(HEADER + attributes.length + INTEGRITY + FINGERPRINT);
        message.putShort((short) type).putShort((short) (attributes.length + INTEGRITY));
        message.putInt(COOKIE).put(transaction).put(attributes);
        byte[] signed = Arrays.copyOf(message.array(), message.position());
        attribute(message, 0x0008, hmac(signed, password));
        message.putShort(2, (short) (attributes.length + INTEGRITY + FINGERPRINT));
        CRC32 crc = new CRC32();
        crc.update(message.array(), 0, message.position());
        message.putShort((short) 0x8028).putShort((short) 4).putInt((int) crc.getValue() ^ 0x5354554e);
        return message.flip();
    }

    static boolean isRequest(ByteBuffer message) {
        return message.remaining() >= HEADER && message.getShort(message.position()) == REQUEST;
    }

    static boolean isSuccess(ByteBuffer message) {
        return message.remaining() >= HEADER && message.getShort(message.position()) == SUCCESS;
    }

    private static byte[] hmac(byte[] message, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void attribute(ByteBuffer out, int type, byte[] value) {
        out.putShort((short) type).putShort((short) value.length).put(value).put(new byte[-value.length & 3]);
    }

    private static InetSocketAddress address(String description) {
        String[] words = Sdp.line(description, IceChecks::isUsable).split(" ", -1);
        return new InetSocketAddress(words[4], Integer.parseInt(words[5]));
    }

    private static boolean isUsable(String line) {
        return line.startsWith("a=candidate:")
                && line.toLowerCase(Locale.ROOT).contains(" udp ")
                && line.contains(" typ host");
    }
}
