package live.weir.bridge.transport;

/** The numbers of STUN (RFC 8489) and of ICE's attributes in it (RFC 8445 §16.1). */
final class Stun {

    static final int BINDING_REQUEST = 0x0001;
    static final int BINDING_SUCCESS = 0x0101;
    static final int BINDING_ERROR = 0x0111;

    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int UNKNOWN_ATTRIBUTES = 0x000a;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int PRIORITY = 0x0024;
    static final int USE_CANDIDATE = 0x0025;
    static final int FINGERPRINT = 0x8028;
    static final int ICE_CONTROLLED = 0x8029;
    static final int ICE_CONTROLLING = 0x802a;

    /** From here on an attribute may be ignored by who does not know it (RFC 8489 §14). */
    static final int OPTIONAL = 0x8000;

    static final int HEADER_LENGTH = 20;
    static final int ATTRIBUTE_HEADER_LENGTH = 4;
    static final int TRANSACTION_OFFSET = 8;
    static final int TRANSACTION_LENGTH = 12;
    static final int INTEGRITY_LENGTH = 20;
    static final int MAGIC_COOKIE = 0x2112a442;
    static final int FINGERPRINT_MASK = 0x5354554e;

    static final int ROLE_CONFLICT = 487;
    static final int UNKNOWN_ATTRIBUTE = 420;

    private Stun() {}

    static int padded(int length) {
        return (length + 3) & ~3;
    }
}
