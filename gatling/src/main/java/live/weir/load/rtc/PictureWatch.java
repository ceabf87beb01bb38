package live.weir.load.rtc;

import live.weir.load.media.Keyframes;

/** Whether a stream's pictures go on, as somebody who looks at them would say. */
final class PictureWatch {

    private static final long LONG_GAP_NANOS = 150_000_000;

    /** Gaps are of a usual length until otherwise known. */
    private double usualGap = 1e9 / 30;

    private long lastPictureAt;
    private boolean inFreeze;
    private long pictures;
    private long freezes;
    private long frozenNanos;
    private long keyframeStart = -1;
    private int keyframeTime;
    private long keyframePackets;
    private boolean whole;

    /** A packet of a picture, in whatever order. */
    void packet(long sequence, int time, boolean last, long now) {
        if (keyframeStart >= 0 && !whole && time == keyframeTime && sequence >= keyframeStart) {
            keyframePackets++;
            if (last) {
                whole = keyframePackets == sequence - keyframeStart + 1;
                keyframeStart = whole ? keyframeStart : -1;
            }
        }
        if (last) {
            pictureEnded(now);
        }
    }

    private void pictureEnded(long now) {
        if (lastPictureAt != 0) {
            long gap = now - lastPictureAt;
            if (isFreeze(gap)) {
                freezes += inFreeze ? 0 : 1;
                frozenNanos += gap - (long) usualGap;
            } else {
                usualGap += (gap - usualGap) / 16;
            }
        }
        inFreeze = false;
        lastPictureAt = now;
        pictures++;
    }

    private boolean isFreeze(long gap) {
        return gap > Math.max(3 * usualGap, usualGap + LONG_GAP_NANOS);
    }

    /** A freeze counts while it lasts, not only when it is over. */
    void look(long now) {
        if (lastPictureAt != 0 && !inFreeze && isFreeze(now - lastPictureAt)) {
            inFreeze = true;
            freezes++;
        }
    }

    /** The decrypted start of a packet, as long as no keyframe came. */
    void look(byte[] packet, int header, int end, boolean vp8, long sequence, int time) {
        boolean starts = vp8 ? Keyframes.startsVp8(packet, header, end) : Keyframes.startsH264(packet, header, end);
        if (starts && (keyframeStart < 0 || keyframeTime != time)) {
            keyframeStart = sequence;
            keyframeTime = time;
            keyframePackets = 0;
        }
    }

    boolean hasKeyframe() {
        return whole;
    }

    long takePictures() {
        long taken = pictures;
        pictures = 0;
        return taken;
    }

    long takeFreezes() {
        long taken = freezes;
        freezes = 0;
        return taken;
    }

    long takeFrozenNanos() {
        long taken = frozenNanos;
        frozenNanos = 0;
        return taken;
    }
}
