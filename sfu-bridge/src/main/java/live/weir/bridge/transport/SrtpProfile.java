package live.weir.bridge.transport;

/** The protection profiles that Weir speaks (RFC 5764 §4.1.2, RFC 7714 §14.2), the preferred one first. */
public enum SrtpProfile {
    /** One pass over the packet, and three times as fast as the other on a CPU with AES instructions. */
    AEAD_AES_128_GCM(0x0007, 12, 16),
    /** What every peer must be able to speak. */
    AES_CM_128_HMAC_SHA1_80(0x0001, 14, 10);

    static final int KEY_LENGTH = 16;

    private final int id;
    private final int saltLength;
    private final int tagLength;

    SrtpProfile(int id, int saltLength, int tagLength) {
        this.id = id;
        this.saltLength = saltLength;
        this.tagLength = tagLength;
    }

    /** As in the {@code use_srtp} extension. */
    int id() {
        return id;
    }

    int saltLength() {
        return saltLength;
    }

    int tagLength() {
        return tagLength;
    }
}
