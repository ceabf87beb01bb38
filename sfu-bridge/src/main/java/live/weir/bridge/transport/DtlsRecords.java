package live.weir.bridge.transport;

/**
 * Looks at records before the library does. It discards what it cannot decrypt, as RFC 6347 §4.1.2.7 wants, but ends the
 * association over what it cannot parse, and anybody could send that with the peer's address on it.
 */
final class DtlsRecords {

    private static final int HEADER = 13;
    private static final int EPOCH_OFFSET = 3;
    private static final int LENGTH_OFFSET = 11;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;
    private static final int CLIENT_HELLO = 1;
    private static final int DTLS_10 = 0xfeff;
    private static final int DTLS_12 = 0xfefd;

    /** The nonce and the tag of AES-GCM, around at least one byte. */
    private static final int SHORTEST_CIPHERTEXT = 8 + 16 + 1;

    private DtlsRecords() {}

    static boolean startHandshake(byte[] datagram) {
        return areSound(datagram, false)
                && datagram.length > HEADER
                && datagram[0] == HANDSHAKE
                && datagram[HEADER] == CLIENT_HELLO;
    }

    /**
     * @param established then nothing in the clear counts but the repetition of a handshake whose end was lost: an alert
     *     above all would be anybody's
     */
    static boolean areSound(byte[] datagram, boolean established) {
        int offset = 0;
        while (offset < datagram.length) {
            if (datagram.length - offset < HEADER || !isSound(datagram, offset, established)) {
                return false;
            }
            offset += HEADER + BigEndian.unsignedShort(datagram, offset + LENGTH_OFFSET);
        }
        return true;
    }

    private static boolean isSound(byte[] datagram, int offset, boolean established) {
        int type = datagram[offset];
        int length = BigEndian.unsignedShort(datagram, offset + LENGTH_OFFSET);
        boolean encrypted = BigEndian.unsignedShort(datagram, offset + EPOCH_OFFSET) != 0;
        if (type < CHANGE_CIPHER_SPEC
                || type > APPLICATION_DATA
                || !isKnown(BigEndian.unsignedShort(datagram, offset + 1))
                || length > datagram.length - offset - HEADER) {
            return false;
        }
        return encrypted ? length >= SHORTEST_CIPHERTEXT : !established || (type != ALERT && type != APPLICATION_DATA);
    }

    /** The first message may say 1.0 for the sake of old servers; the library fails over a version it never heard of. */
    private static boolean isKnown(int version) {
        return version == DTLS_12 || version == DTLS_10;
    }
}
