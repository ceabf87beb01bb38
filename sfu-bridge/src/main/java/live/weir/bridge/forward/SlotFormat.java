package live.weir.bridge.forward;

/**
 * One track of a viewer's, as it was agreed: whatever is shown in it comes under its own SSRC.
 *
 * @param mid its name in the viewer's description
 * @param rtxSsrc 0 without retransmission stream
 */
public record SlotFormat(String mid, boolean video, int ssrc, int rtxSsrc, ExtensionIds extensions) {

    /** The ids that the viewer gave to header extensions; 0 for those it doesn't take. */
    public record ExtensionIds(
            int mid,
            int sendTime,
            int transportSequence,
            int audioLevel,
            int orientation,
            int playoutDelay,
            int dependency) {}
}
