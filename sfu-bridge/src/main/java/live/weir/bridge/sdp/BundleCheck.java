package live.weir.bridge.sdp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** M-lines on one transport are told apart by numbers that mean the same in all of them (RFC 9143 §9.1, §10.1). */
final class BundleCheck {

    private BundleCheck() {}

    static void check(List<AnsweredMedia> choice) {
        Map<Integer, Codec> codecs = new HashMap<>();
        Map<Integer, String> extensions = new HashMap<>();
        for (AnsweredMedia one : choice) {
            for (PayloadFormat format : NegotiatedCodec.formats(one.codecs())) {
                Codec known = codecs.putIfAbsent(format.payloadType(), format.codec());
                if (known != null && !known.isLike(format.codec())) {
                    throw new SdpException(
                            "The payload type " + format.payloadType() + " is given to two codecs in one bundle.");
                }
            }
            for (HeaderExtension extension : one.extensions()) {
                String known = extensions.putIfAbsent(extension.id(), extension.uri());
                if (known != null && !known.equals(extension.uri())) {
                    throw new SdpException(
                            "The id " + extension.id() + " is given to two header extensions in one bundle.");
                }
            }
        }
    }
}
