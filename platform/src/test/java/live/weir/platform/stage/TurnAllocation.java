package live.weir.platform.stage;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Asks a TURN server for a relayed address over UDP (RFC 8656 §7), with the long-term credentials of RFC 8489 §9.2. */
final class TurnAllocation {

    private static final short ALLOCATE = 0x0003;
    private static final int SUCCESS = 0x0103;
    private static final int MAGIC = 0x2112A442;
    private static final short USERNAME = 0x0006;
    private static final short MESSAGE_INTEGRITY = 0x0008;
    private static final short ERROR_CODE = 0x0009;
    private static final short REALM = 0x0014;
    private static final short NONCE = 0x0015;
    private static final short RELAYED = 0x0016;
    private static final short REQUESTED_TRANSPORT = 0x0019;
    private static final int HEADER = 20;
    private static final int PATIENCE_MILLIS = 500;
    private static final int TRIES = 40;

    private final InetSocketAddress server;

    TurnAllocation(InetSocketAddress server) {
        this.server = server;
    }

    /** 0 for a relayed address, else the error that the server answered. */
    int tryWith(String username, String password) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            ByteBuffer challenge = ask(socket, message(request()));
            byte[] realm = attribute(challenge, REALM);
            byte[] nonce = attribute(challenge, NONCE);
            if (realm == null || nonce == null) {
                throw new IOException("the server challenged nobody");
            }
            ByteBuffer body = request();
            put(body, USERNAME, username.getBytes(StandardCharsets.UTF_8));
            put(body, REALM, realm);
            put(body, NONCE, nonce);
            return outcome(ask(socket, signed(body, key(username, realm, password))));
        }
    }

    private static int outcome(ByteBuffer answer) {
        if (answer.getShort(0) == SUCCESS) {
            return attribute(answer, RELAYED) == null ? -1 : 0;
        }
        byte[] error = attribute(answer, ERROR_CODE);
        return error == null ? -1 : error[2] * 100 + error[3];
    }

    /** Again and again, as a client does: the first may come before the server listens. */
    private ByteBuffer ask(DatagramSocket socket, byte[] message) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            socket.send(new DatagramPacket(message, message.length, server));
            try {
                DatagramPacket answer = new DatagramPacket(new byte[1500], 1500);
                socket.receive(answer);
                return ByteBuffer.wrap(answer.getData(), 0, answer.getLength());
            } catch (SocketTimeoutException | PortUnreachableException notYet) {
                // once more
            }
        }
        throw new IOException("no answer from " + server);
    }

    private static ByteBuffer request() {
        ByteBuffer body = ByteBuffer.allocate(1024);
        put(body, REQUESTED_TRANSPORT, new byte[] {17, 0, 0, 0}); // UDP
        return body;
    }

    private static byte[] message(ByteBuffer body) {
        return header(body, body.position()).put(body.duplicate().flip()).array();
    }

    private static byte[] signed(ByteBuffer body, byte[] key) {
        byte[] covered =
                header(body, body.position() + 24).put(body.duplicate().flip()).array();
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            byte[] signature = mac.doFinal(Arrays.copyOf(covered, HEADER + body.position()));
            ByteBuffer whole = ByteBuffer.wrap(covered).position(HEADER + body.position());
            put(whole, MESSAGE_INTEGRITY, signature);
            return covered;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Room for as much as its length says. */
    private static ByteBuffer header(ByteBuffer body, int length) {
        return ByteBuffer.allocate(HEADER + length)
                .putShort(ALLOCATE)
                .putShort((short) length)
                .putInt(MAGIC)
                .putLong(System.nanoTime())
                .putInt(body.position());
    }

    private static byte[] key(String username, byte[] realm, String password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update((username + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(realm);
            return digest.digest((":" + password).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void put(ByteBuffer body, short type, byte[] value) {
        body.putShort(type).putShort((short) value.length).put(value);
        while (body.position() % 4 != 0) {
            body.put((byte) 0);
        }
    }

    private static byte @Nullable [] attribute(ByteBuffer message, short type) {
        int at = HEADER;
        while (at + 4 <= message.limit()) {
            int length = Short.toUnsignedInt(message.getShort(at + 2));
            if (message.getShort(at) == type) {
                byte[] value = new byte[length];
                message.get(at + 4, value);
                return value;
            }
            at += 4 + (length + 3) / 4 * 4;
        }
        return null;
    }
}
