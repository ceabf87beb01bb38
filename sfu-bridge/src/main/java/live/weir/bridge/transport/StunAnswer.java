package live.weir.bridge.transport;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Writes answers to checks. Belongs to one event loop: each answer is to be sent before the next is written. */
final class StunAnswer {

    private static final int LONGEST = 256;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private final byte[] bytes = new byte[LONGEST];
    private final StunIntegrity integrity;
    private int length;

    StunAnswer(StunIntegrity integrity) {
        this.integrity = integrity;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void writeSuccess(StunCheck check, InetSocketAddress from, byte[] key) {
        start(check, Stun.BINDING_SUCCESS);
        writeAddress(from);
        finish(key);
    }

    void writeRoleConflict(StunCheck check, byte[] key) {
        start(check, Stun.BINDING_ERROR);
        writeError(Stun.ROLE_CONFLICT, "Role Conflict");
        finish(key);
    }

    void writeUnknownAttributes(StunCheck check, byte[] key) {
        start(check, Stun.BINDING_ERROR);
        writeError(Stun.UNKNOWN_ATTRIBUTE, "Unknown");
        int[] unknown = check.unknownAttributes();
        int value = writeHeader(Stun.UNKNOWN_ATTRIBUTES, Short.BYTES * unknown.length);
        for (int i = 0; i < unknown.length; i++) {
            BigEndian.putShort(bytes, value + Short.BYTES * i, unknown[i]);
        }
        finish(key);
    }

    private void start(StunCheck check, int type) {
        BigEndian.putShort(bytes, 0, type);
        BigEndian.putInteger(bytes, 4, Stun.MAGIC_COOKIE);
        check.copyTransactionTo(bytes);
        length = Stun.HEADER_LENGTH;
    }

    /** RFC 8489 §14.2: XOR with the cookie, and for IPv6 with the transaction behind it. */
    private void writeAddress(InetSocketAddress from) {
        byte[] address = from.getAddress().getAddress();
        int value = writeHeader(Stun.XOR_MAPPED_ADDRESS, 4 + address.length);
        bytes[value] = 0;
        bytes[value + 1] = address.length == 4 ? (byte) IPV4 : (byte) IPV6;
        BigEndian.putShort(bytes, value + 2, from.getPort() ^ (Stun.MAGIC_COOKIE >>> 16));
        for (int i = 0; i < address.length; i++) {
            bytes[value + 4 + i] = (byte) (address[i] ^ bytes[4 + i]);
        }
    }

    private void writeError(int code, String reason) {
        byte[] phrase = reason.getBytes(StandardCharsets.US_ASCII);
        int value = writeHeader(Stun.ERROR_CODE, 4 + phrase.length);
        BigEndian.putInteger(bytes, value, ((code / 100) << 8) | (code % 100));
        System.arraycopy(phrase, 0, bytes, value + 4, phrase.length);
    }

    private void finish(byte[] key) {
        int offset = length;
        int value = writeHeader(Stun.MESSAGE_INTEGRITY, Stun.INTEGRITY_LENGTH);
        System.arraycopy(integrity.compute(bytes, offset, key), 0, bytes, value, Stun.INTEGRITY_LENGTH);
        int fingerprint = writeHeader(Stun.FINGERPRINT, Integer.BYTES);
        BigEndian.putShort(bytes, 2, length - Stun.HEADER_LENGTH);
        BigEndian.putInteger(
                bytes, fingerprint, integrity.fingerprint(bytes, fingerprint - Stun.ATTRIBUTE_HEADER_LENGTH));
    }

    /** Returns where the value stands, whose padding is zeros. */
    private int writeHeader(int type, int valueLength) {
        int value = length + Stun.ATTRIBUTE_HEADER_LENGTH;
        BigEndian.putShort(bytes, length, type);
        BigEndian.putShort(bytes, length + 2, valueLength);
        length = value + Stun.padded(valueLength);
        if ((valueLength & 3) != 0) {
            BigEndian.putInteger(bytes, length - 4, 0);
        }
        return value;
    }
}
