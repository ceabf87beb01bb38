package live.weir.bridge.forward;

/**
 * Lets through what a viewer of one spatial layer needs, by whole pictures: to another layer at a keyframe, or at any picture
 * if nothing that it builds on was left out since the last one. So a layer on which others build can be gone back to at once;
 * to one that stands on its own (the modes with {@code KEY}) only a keyframe leads. Belongs to the viewer's loop.
 */
final class SpatialFilter {

    private int wanted;
    private int limit;
    /** Of the pictures before the last change: their packets may still come. */
    private int formerLimit;

    private int changedAt;
    private int newest;
    /** A bit for each layer of which something was left out since the last keyframe. */
    private int broken = -1;

    /** The layer that shall be shown. */
    void want(int spatial) {
        wanted = spatial;
    }

    /** A stream begins, with a keyframe. */
    void begin(MediaPacket keyframe) {
        limit = wanted;
        formerLimit = wanted;
        newest = keyframe.timestamp;
        changedAt = newest;
        broken = 0;
    }

    /** The layer that is shown. */
    int shown() {
        return limit;
    }

    /** Whether only a keyframe leads to the layer that is wanted. */
    boolean needsKeyframe() {
        return limit != wanted && !isWhole(wanted);
    }

    private boolean isWhole(int spatial) {
        return (broken >> spatial & 1) == 0;
    }

    boolean passes(MediaPacket packet) {
        if (packet.timestamp - newest > 0) {
            newest = packet.timestamp;
            turn(packet);
        }
        boolean passes = hasPassed(packet);
        broken |= passes || packet.timestamp != newest ? 0 : packet.targets;
        return passes;
    }

    private void turn(MediaPacket picture) {
        broken = picture.startsKeyframe ? 0 : broken;
        if (limit != wanted && isWhole(wanted)) {
            formerLimit = limit;
            limit = wanted;
            changedAt = newest;
        }
    }

    /** Whether a packet of now or of before is of a layer that was let through. */
    boolean hasPassed(MediaPacket packet) {
        return packet.isFor(limitOf(packet));
    }

    /** Whether the viewer's picture ends with the packet, though at its source higher layers follow. */
    boolean endsPicture(MediaPacket packet) {
        return packet.endsFrame && packet.spatial == limitOf(packet);
    }

    private int limitOf(MediaPacket packet) {
        return packet.timestamp - changedAt < 0 ? formerLimit : limit;
    }
}
