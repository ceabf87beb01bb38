package live.weir.bridge.tap;

import live.weir.bridge.rtp.Av1Payload;
import live.weir.bridge.rtp.RtpView;

/** AV1: OBUs put together from their elements, each with its size, behind a temporal delimiter (AV1 §5.2, §7.5). */
final class Av1Unpacker extends Unpacker {

    private static final int TEMPORAL_DELIMITER = 2;
    private static final int TILE_LIST = 8;
    private static final int PADDING = 15;
    private static final int EXTENSION = 0x04;
    private static final int HAS_SIZE = 0x02;

    private final Av1Payload payload = new Av1Payload();
    private final ByteSink obu = new ByteSink();
    private boolean started;
    private boolean keyframe;
    private boolean unfinished;
    private boolean good;

    @Override
    boolean take(RtpView packet) {
        if (!payload.wrap(packet) || payload.continuesObu() != unfinished) {
            return false;
        }
        if (!started) {
            started = true;
            keyframe = payload.startsKeyframe();
            unit.put(TEMPORAL_DELIMITER << 3 | HAS_SIZE);
            unit.put(0);
        }
        good = true;
        boolean more = payload.nextElement();
        while (more && good) {
            obu.put(packet.bytes(), payload.elementOffset(), payload.elementLength());
            more = payload.nextElement();
            unfinished = !more && payload.leavesObuUnfinished();
            if (!unfinished) {
                write();
            }
            good &= obu.length() <= ByteSink.MOST;
        }
        return good;
    }

    private void write() {
        int length = obu.length();
        byte[] bytes = obu.array();
        int header = length == 0 ? 0 : bytes[0] & 0xff;
        int type = header >> 3 & 0x0f;
        int head = 1 + ((header & EXTENSION) == 0 ? 0 : 1);
        obu.clear();
        if (length < head) {
            good = length == 0;
        } else if (type != TEMPORAL_DELIMITER && type != TILE_LIST && type != PADDING) {
            if ((header & HAS_SIZE) != 0) {
                unit.put(bytes, 0, length);
            } else {
                unit.put(header | HAS_SIZE);
                unit.put(bytes, 1, head - 1);
                leb128(length - head);
                unit.put(bytes, head, length - head);
            }
        }
    }

    private void leb128(int value) {
        int left = value;
        while (left > 0x7f) {
            unit.put((left & 0x7f) | 0x80);
            left >>= 7;
        }
        unit.put(left);
    }

    @Override
    boolean complete() {
        return started && !unfinished;
    }

    @Override
    boolean isKeyframe() {
        return keyframe;
    }

    @Override
    void begin() {
        obu.clear();
        started = false;
        keyframe = false;
        unfinished = false;
    }
}
