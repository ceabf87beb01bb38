package live.weir.bridge.sdp;

import java.util.List;

/**
 * What a viewer and this side agreed on.
 *
 * @param slots that flow
 * @param refused every other m-line, and why
 */
public record NegotiatedViewer(PeerTransport transport, List<ViewerSlot> slots, List<RefusedMedia> refused) {

    public NegotiatedViewer {
        slots = List.copyOf(slots);
        refused = List.copyOf(refused);
    }
}
