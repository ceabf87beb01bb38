package live.weir.bridge.forward;

/**
 * Lets through the temporal layers that a viewer's path has room for, by whole pictures: down from the next picture on, up
 * where a picture of the next layer refers to lower ones only, or one says that what follows will, or at a keyframe. Belongs to the viewer's loop.
 */
final class TemporalFilter {

    static final int ALL = Integer.MAX_VALUE;

    private int wanted = ALL;
    private int limit = ALL;
    /** Of the pictures before the last change: their packets may still come. */
    private int formerLimit = ALL;

    private int changedAt;
    private int newest;

    /** The highest temporal layer that shall pass. */
    void want(int highest) {
        wanted = highest;
    }

    /** A stream begins, with a keyframe. */
    void begin(MediaPacket keyframe) {
        limit = wanted;
        formerLimit = wanted;
        newest = keyframe.timestamp;
        changedAt = newest;
    }

    boolean passes(MediaPacket packet) {
        if (packet.timestamp - newest > 0) {
            newest = packet.timestamp;
            setLimit(limitFrom(packet));
        }
        return hasPassed(packet);
    }

    /** Whether a packet of now or of before is of a picture that was let through. */
    boolean hasPassed(MediaPacket packet) {
        return packet.temporal <= (packet.timestamp - changedAt < 0 ? formerLimit : limit);
    }

    private int limitFrom(MediaPacket picture) {
        if (wanted <= limit || picture.startsKeyframe) {
            return wanted;
        }
        if (picture.layerSync && picture.temporal == limit + 1) {
            return picture.temporal;
        }
        return picture.temporal <= limit ? Math.min(wanted, Math.max(limit, picture.upTo)) : limit;
    }

    private void setLimit(int next) {
        if (next != limit) {
            formerLimit = limit;
            limit = next;
            changedAt = newest;
        }
    }
}
