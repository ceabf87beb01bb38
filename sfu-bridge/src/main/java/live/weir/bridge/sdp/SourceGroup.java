package live.weir.bridge.sdp;

import java.util.List;

/** Sources that belong together (RFC 5576 §4.2): {@code FID} a stream and its repair, {@code SIM} the layers of an old simulcast. */
public record SourceGroup(String semantics, List<Long> ssrcs) {

    static final String FLOW = "FID";
    static final String SIMULCAST = "SIM";

    public SourceGroup {
        ssrcs = List.copyOf(ssrcs);
    }

    boolean isPair() {
        return semantics.equals(FLOW) && ssrcs.size() == 2;
    }
}
