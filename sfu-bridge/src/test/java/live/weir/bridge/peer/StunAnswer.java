package live.weir.bridge.peer;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/** What a peer says to the checks of a server that makes some itself (RFC 8445 §7.3, RFC 8489). */
final class StunAnswer {

    private static final int COOKIE = 0x2112a442;
    private static final int HEADER = 20;
    private static final int MAPPED = 12;
    private static final int INTEGRITY = 24;
    private static final int FINGERPRINT = 8;

    private StunAnswer() {}

    static boolean isDueTo(byte[] message) {
        return message.length >= HEADER && message[0] == 0 && message[1] == 1;
    }

    /** A success, with the address that the check came from; over IPv4. */
    static byte[] to(byte[] check, InetSocketAddress from, String password) {
        byte[] transaction = Arrays.copyOfRange(check, 8, HEADER);
        ByteBuffer answer = ByteBuffer.allocate(HEADER + MAPPED + INTEGRITY + FINGERPRINT)
                .putShort((short) 0x0101)
                .putShort((short) (MAPPED + INTEGRITY))
                .putInt(COOKIE)
                .put(transaction)
                .putShort((short) 0x0020)
                .putShort((short) 8)
                .putShort((short) 1)
                .putShort((short) (from.getPort() ^ (COOKIE >>> 16)))
                .putInt(ByteBuffer.wrap(from.getAddress().getAddress()).getInt() ^ COOKIE);
        byte[] signed = StunRequest.hmac(password, Arrays.copyOf(answer.array(), answer.position()));
        answer.putShort((short) 0x0008).putShort((short) signed.length).put(signed);
        answer.putShort(2, (short) (MAPPED + INTEGRITY + FINGERPRINT));
        CRC32 crc = new CRC32();
        crc.update(answer.array(), 0, answer.position());
        answer.putShort((short) 0x8028).putShort((short) 4).putInt((int) crc.getValue() ^ 0x5354554e);
        return answer.array();
    }
}
