package live.weir.bridge.engine;

import org.jspecify.annotations.Nullable;

/** What happens to a session, in the order in which it happens. */
public sealed interface SessionEvent {

    /** ICE and DTLS are done. */
    record Connected() implements SessionEvent {}

    /** The first packet of a kind came from the publisher, or went to the viewer. */
    record MediaFlowing(MediaKind kind) implements SessionEvent {}

    /** From here on there is a picture. */
    record FirstKeyframe(int width, int height) implements SessionEvent {}

    /** What a viewer gets, or a publisher delivers, is now of this quality. */
    record QualityChanged(Quality quality) implements SessionEvent {}

    /** A viewer's section of that mid now shows the performer, or nobody: null. */
    record TrackShown(String mid, MediaKind kind, @Nullable PerformerId performer) implements SessionEvent {}

    /** The last one. */
    record Closed(CloseReason reason) implements SessionEvent {}

    /**
     * @param width of the picture, 0 where it isn't known
     * @param bitrate the estimate of what the path carries, in bits per second
     */
    record Quality(String performer, String layer, int width, int height, long bitrate) {}
}
