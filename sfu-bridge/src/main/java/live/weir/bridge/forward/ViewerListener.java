package live.weir.bridge.forward;

/** What becomes of a viewer's media; called on the viewer's loop. */
public interface ViewerListener {

    /** The first packet of a slot went out. */
    void flowing(SlotFormat slot);

    /** A picture begins in a slot that had none. */
    void picture(SlotFormat slot, int width, int height);

    /** What the viewer gets in a slot, or may get over its path, has changed. */
    void quality(SlotFormat slot, String layer, int width, int height, long bitsPerSecond);

    /** The path is not to be used any more (RFC 8083). */
    void tripped(String cause);
}
