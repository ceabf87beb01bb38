package live.weir.bridge.tap;

import live.weir.bridge.rtp.RtpView;
import live.weir.bridge.rtp.Vp8Payload;

/** VP8 (RFC 7741): the frame is what stands behind the descriptors. */
final class Vp8Unpacker extends Unpacker {

    private final Vp8Payload payload = new Vp8Payload();
    private boolean started;
    private boolean keyframe;

    @Override
    boolean take(RtpView packet) {
        if (!payload.wrap(packet)) {
            return false;
        }
        if (!started) {
            started = payload.startsFrame();
            keyframe = payload.startsKeyframe();
        }
        unit.put(packet.bytes(), payload.frameOffset(), payload.frameLength());
        return started;
    }

    @Override
    boolean complete() {
        return started;
    }

    @Override
    boolean isKeyframe() {
        return keyframe;
    }

    @Override
    void begin() {
        started = false;
        keyframe = false;
    }
}
