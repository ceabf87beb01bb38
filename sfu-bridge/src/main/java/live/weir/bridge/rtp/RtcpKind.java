package live.weir.bridge.rtp;

/** The RTCP packets that Weir understands: type, feedback format where there is one, and the least length of one. */
public enum RtcpKind {
    SENDER_REPORT(200, 0, 28),
    RECEIVER_REPORT(201, 0, 8),
    SOURCE_DESCRIPTION(202, 0, 4),
    BYE(203, 0, 4),
    /** RFC 4585 §6.2.1. */
    NACK(205, 1, 16),
    /** draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1. */
    TRANSPORT_FEEDBACK(205, 15, 20),
    /** RFC 4585 §6.3.1. */
    PICTURE_LOSS(206, 1, 12),
    /** RFC 5104 §4.3.1. */
    FULL_INTRA_REQUEST(206, 4, 20),
    /** draft-alvestrand-rmcat-remb-03 §2.2; shares its format with other applications' feedback. */
    BITRATE_ESTIMATE(206, 15, 20),
    /** To be stepped over. Packets too short for their kind count among these. */
    UNKNOWN(0, 0, 4);

    static final int TRANSPORT_LAYER = 205;
    static final int PAYLOAD_SPECIFIC = 206;

    final int type;
    final int format;
    private final int leastLength;

    RtcpKind(int type, int format, int leastLength) {
        this.type = type;
        this.format = format;
        this.leastLength = leastLength;
    }

    static RtcpKind of(int type, int format, int length) {
        RtcpKind kind = named(type, format);
        return length < kind.leastLength ? UNKNOWN : kind;
    }

    private static RtcpKind named(int type, int format) {
        return switch (type) {
            case 200 -> SENDER_REPORT;
            case 201 -> RECEIVER_REPORT;
            case 202 -> SOURCE_DESCRIPTION;
            case 203 -> BYE;
            case TRANSPORT_LAYER -> transportFeedback(format);
            case PAYLOAD_SPECIFIC -> payloadFeedback(format);
            default -> UNKNOWN;
        };
    }

    private static RtcpKind transportFeedback(int format) {
        return switch (format) {
            case 1 -> NACK;
            case 15 -> TRANSPORT_FEEDBACK;
            default -> UNKNOWN;
        };
    }

    private static RtcpKind payloadFeedback(int format) {
        return switch (format) {
            case 1 -> PICTURE_LOSS;
            case 4 -> FULL_INTRA_REQUEST;
            case 15 -> BITRATE_ESTIMATE;
            default -> UNKNOWN;
        };
    }
}
