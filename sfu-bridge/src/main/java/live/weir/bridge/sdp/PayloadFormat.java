package live.weir.bridge.sdp;

import java.util.List;
import java.util.Map;

/** A codec under the payload type that an m-line gives it. */
public record PayloadFormat(int payloadType, Codec codec) {

    static final int HIGHEST_TYPE = 127;

    /** Retransmissions of another payload type (RFC 4588 §8.6). */
    static PayloadFormat rtx(int payloadType, int repaired, int clockRate) {
        return new PayloadFormat(
                payloadType, new Codec("rtx", clockRate, 1, Map.of("apt", Integer.toString(repaired)), List.of()));
    }

    boolean isRtx() {
        return codec.isNamed("rtx");
    }
}
