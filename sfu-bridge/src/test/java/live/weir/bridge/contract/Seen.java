package live.weir.bridge.contract;

/**
 * A packet as a viewer got it.
 *
 * @param sequence unwrapped, the original one for what was sent again
 * @param pictureId -1 for a voice
 * @param again whether it came by the retransmission stream
 */
record Seen(long sequence, int timestamp, boolean marker, Content content, int pictureId, int tl0, boolean again) {}
