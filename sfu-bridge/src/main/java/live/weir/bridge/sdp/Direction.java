package live.weir.bridge.sdp;

/** Which way media flows in an m-line, seen from whoever wrote it. */
public enum Direction {
    SENDRECV("sendrecv"),
    SENDONLY("sendonly"),
    RECVONLY("recvonly"),
    INACTIVE("inactive");

    private final String attribute;

    Direction(String attribute) {
        this.attribute = attribute;
    }

    public boolean sends() {
        return this == SENDRECV || this == SENDONLY;
    }

    public boolean receives() {
        return this == SENDRECV || this == RECVONLY;
    }

    /** The same flow, seen from the other side. */
    public Direction mirrored() {
        return switch (this) {
            case SENDONLY -> RECVONLY;
            case RECVONLY -> SENDONLY;
            case SENDRECV, INACTIVE -> this;
        };
    }

    String attribute() {
        return attribute;
    }

    static Direction parse(Words words, String word) {
        for (Direction direction : values()) {
            if (direction.attribute.equals(word)) {
                return direction;
            }
        }
        throw words.refused(
                "a direction is sendrecv, sendonly, recvonly or inactive, not " + SdpException.quote(word) + ".");
    }
}
