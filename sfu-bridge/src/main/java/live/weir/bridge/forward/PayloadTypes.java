package live.weir.bridge.forward;

/**
 * Under which payload types a viewer takes what is shown in a slot.
 *
 * @param media the codec itself
 * @param again its retransmissions; {@link #NONE} if the viewer takes no such stream
 * @param redundant the codec with what went before in each packet (RFC 2198); {@link #NONE} if the viewer does not take it
 */
public record PayloadTypes(int media, int again, int redundant) {

    public static final int NONE = -1;
}
