package live.weir.bridge.forward;

import java.util.List;

/** What a publisher sends, as it was agreed. */
public record IngressFormat(List<Track> tracks) {

    public IngressFormat {
        tracks = List.copyOf(tracks);
    }

    /**
     * One track.
     *
     * @param payloadType of the codec that was agreed on
     * @param rtxPayloadType of its retransmissions; -1 without
     * @param redundantPayloadType of packets that repeat earlier ones before their own payload (RFC 2198); -1 without
     * @param ssrcs announced, one per layer, the tallest first; empty if the packets themselves must tell
     * @param rtxSsrcs of their retransmissions, likewise
     */
    public record Track(
            TrackFormat format,
            int payloadType,
            int rtxPayloadType,
            int redundantPayloadType,
            List<Integer> ssrcs,
            List<Integer> rtxSsrcs,
            Extensions extensions,
            Feedback feedback) {

        public Track {
            ssrcs = List.copyOf(ssrcs);
            rtxSsrcs = List.copyOf(rtxSsrcs);
        }

        /** Whether packets of that type are media. */
        boolean carries(int type) {
            return type == payloadType || isRedundant(type);
        }

        boolean isRedundant(int type) {
            return redundantPayloadType >= 0 && type == redundantPayloadType;
        }
    }

    /** The ids of header extensions; 0 for those that were not agreed on. */
    public record Extensions(
            int mid,
            int rid,
            int repairedRid,
            int transportSequence,
            int audioLevel,
            int orientation,
            int playoutDelay,
            int dependency) {}

    /** What the publisher understands of what we tell it. */
    public record Feedback(boolean nack, boolean pli, boolean fir, boolean remb, boolean transportWide) {}
}
