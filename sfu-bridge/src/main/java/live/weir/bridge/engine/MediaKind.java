package live.weir.bridge.engine;

/** What a track carries. */
public enum MediaKind {
    AUDIO,
    VIDEO
}
