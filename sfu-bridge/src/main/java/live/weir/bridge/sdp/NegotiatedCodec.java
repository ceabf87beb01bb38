package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A codec that both sides take, under the payload type of the m-line.
 *
 * @param codec with the parameters and the feedback that both sides named
 * @param rtxPayloadType of its retransmissions; null where they are not agreed
 */
public record NegotiatedCodec(
        int payloadType, Codec codec, @Nullable Integer rtxPayloadType) {

    /** The formats of an m-line: each codec, its retransmissions after it. */
    static List<PayloadFormat> formats(List<NegotiatedCodec> codecs) {
        List<PayloadFormat> formats = new ArrayList<>();
        for (NegotiatedCodec one : codecs) {
            formats.add(new PayloadFormat(one.payloadType, one.codec));
            Integer rtx = one.rtxPayloadType;
            if (rtx != null) {
                formats.add(PayloadFormat.rtx(rtx, one.payloadType, one.codec.clockRate()));
            }
        }
        return formats;
    }

    static boolean anyRepairs(List<NegotiatedCodec> codecs) {
        return codecs.stream().anyMatch(one -> one.rtxPayloadType != null);
    }
}
