package live.weir.load.rtc;

/** What a peer tells, on its event loop. */
public interface PeerListener {

    /** Media may flow. */
    default void connected() {}

    /** The first media packet came. */
    default void firstPacket() {}

    /** The first keyframe came whole: there would be a picture now. */
    default void firstKeyframe() {}

    /** How long a picture took from its performer to here, in nanoseconds. */
    default void delay(long nanos) {}

    /** What the last second brought. */
    default void second(MediaSecond second) {}

    /** It never connected, or is no longer connected. Said at most once, and nothing after it. */
    default void failed(String reason) {}
}
