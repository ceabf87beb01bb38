package live.weir.bridge.tap;

import java.util.Map;
import live.weir.bridge.rtp.Codec;
import live.weir.bridge.rtp.RtpView;

/**
 * Puts a codec's access unit together from the payloads of its packets, which come in order and without gaps. Who uses it
 * resets it at a loss, and ends the unit at the marker or where the timestamp changes.
 */
abstract class Unpacker {

    final ByteSink unit = new ByteSink();
    private boolean damaged;

    static Unpacker of(Codec codec, Map<String, String> parameters) {
        return switch (codec) {
            case VP8 -> new Vp8Unpacker();
            case VP9 -> new Vp9Unpacker();
            case H264 -> new H264Unpacker(parameters.getOrDefault("sprop-parameter-sets", ""));
            case AV1 -> new Av1Unpacker();
            case OPUS -> throw new IllegalArgumentException("Opus has whole packets");
        };
    }

    /** False if the payload is damaged; the unit is lost then. */
    final boolean add(RtpView packet) {
        boolean good = !damaged && unit.length() <= ByteSink.MOST && take(packet);
        damaged |= !good;
        return good;
    }

    abstract boolean take(RtpView packet);

    /** Closes the unit; tells whether it is whole, and lies in {@link #unit}. */
    final boolean finish() {
        return !damaged && complete() && unit.length() > 0 && unit.length() <= ByteSink.MOST;
    }

    /** What is left to do when all packets are there; false if there were too few. */
    abstract boolean complete();

    abstract boolean isKeyframe();

    final void reset() {
        unit.clear();
        damaged = false;
        begin();
    }

    abstract void begin();
}
