package live.weir.bridge.tap;

/** Takes what a source sends. The bytes are only good during the call. */
public interface UnitSink {

    /**
     * An access unit, whole, in the order of decoding; the first one, and the first after a loss, is a keyframe.
     *
     * @param capturedAt of {@link System#nanoTime}, as well as can be told; the same clock for pictures and sound
     */
    void picture(long capturedAt, boolean keyframe, byte[] bytes, int offset, int length);

    /** An Opus packet. */
    void sound(long capturedAt, byte[] bytes, int offset, int length);
}
