package live.weir.bridge.rtp;

/** The transport-wide sequence number (draft-holmer-rmcat-transport-wide-cc-extensions-01 §2): 16 bits. */
public final class TransportSequence {

    public static final String URI = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    private TransportSequence() {}

    /** The number, or -1. */
    public static int read(RtpView packet, int id) {
        return packet.extensionValue(id, 2);
    }
}
