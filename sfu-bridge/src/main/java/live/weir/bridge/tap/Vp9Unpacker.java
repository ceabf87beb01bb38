package live.weir.bridge.tap;

import java.util.Arrays;
import live.weir.bridge.rtp.RtpView;
import live.weir.bridge.rtp.Vp9Payload;

/** VP9 (RFC 9628): the picture's frames, one for each spatial layer; several get the index of a superframe (VP9 annex B). */
final class Vp9Unpacker extends Unpacker {

    private static final int MOST_LAYERS = 8;

    private final Vp9Payload payload = new Vp9Payload();
    private final int[] ends = new int[MOST_LAYERS];
    private int frames;
    private boolean started;
    private boolean inFrame;
    private boolean keyframe;

    @Override
    boolean take(RtpView packet) {
        if (!payload.wrap(packet) || payload.startsFrame() == inFrame || frames == MOST_LAYERS) {
            return false;
        }
        if (!started) {
            started = true;
            keyframe = payload.startsKeyframe();
        }
        unit.put(packet.bytes(), payload.frameOffset(), payload.frameLength());
        inFrame = !payload.endsFrame();
        if (!inFrame) {
            ends[frames++] = unit.length();
        }
        return true;
    }

    @Override
    boolean complete() {
        if (!started || inFrame) {
            return false;
        }
        if (frames > 1) {
            index();
        }
        return true;
    }

    private void index() {
        int marker = 0b110_11_000 | (frames - 1); // sizes of four bytes
        unit.put(marker);
        int from = 0;
        for (int end : Arrays.copyOf(ends, frames)) {
            int size = end - from;
            unit.put(size);
            unit.put(size >> 8);
            unit.put(size >> 16);
            unit.put(size >> 24);
            from = end;
        }
        unit.put(marker);
    }

    @Override
    boolean isKeyframe() {
        return keyframe;
    }

    @Override
    void begin() {
        frames = 0;
        started = false;
        inFrame = false;
        keyframe = false;
    }
}
