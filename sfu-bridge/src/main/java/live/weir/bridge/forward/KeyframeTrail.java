package live.weir.bridge.forward;

/**
 * What came of one layer since its newest keyframe, for who joins on the publisher's loop: kept for as long as it is short,
 * so that a publisher whose keyframes are far apart holds on to nothing.
 */
final class KeyframeTrail {

    /** Packets; two to five seconds of an ordinary picture. Beyond, a new keyframe is quicker. */
    private static final int MOST = 256;

    private final PacketRing ring = new PacketRing(MOST);
    private boolean trailing;
    private long keyframe;

    /** Takes each packet. */
    interface Follower {
        void take(MediaPacket packet);
    }

    /** Retains what it keeps. */
    void add(MediaPacket packet) {
        if (packet.startsKeyframe && (!trailing || packet.sequence > keyframe)) {
            ring.clear();
            trailing = true;
            keyframe = packet.sequence;
        }
        if (!trailing || packet.sequence < keyframe) {
            return;
        }
        if (packet.sequence - keyframe >= MOST) {
            clear();
        } else {
            ring.put(packet);
        }
    }

    /** False, with nothing handed on, if there is no keyframe, something is missing behind it, or it is more than asked for. */
    boolean replay(int most, Follower follower) {
        if (ring.completeSinceKeyframe(most) == null) {
            return false;
        }
        for (long sequence = keyframe; sequence <= ring.newest(); sequence++) {
            MediaPacket packet = ring.get(sequence);
            if (packet != null) {
                follower.take(packet);
            }
        }
        return true;
    }

    void clear() {
        trailing = false;
        ring.clear();
    }
}
