package live.weir.bridge.forward.estimate;

/** What the delay says of the path's use. */
enum Usage {
    NORMAL,
    OVER,
    UNDER
}
