package live.weir.bridge.sdp;

/** Which way media goes in a session of this side: in from a publisher, or out to a viewer. */
enum Flow {
    IN(Direction.RECVONLY),
    OUT(Direction.SENDONLY);

    private final Direction direction;

    Flow(Direction direction) {
        this.direction = direction;
    }

    /** What this side writes of an m-line that flows. */
    Direction direction() {
        return direction;
    }

    /** Whether the other side's m-line lets it flow. */
    boolean isOpenedBy(Direction peers) {
        return this == IN ? peers.sends() : peers.receives();
    }

    boolean takes(RtpExtension extension) {
        return this == IN || !extension.isForPublishersOnly();
    }
}
