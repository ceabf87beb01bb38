package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what an offered m-line and a list of wanted codecs have in common. */
final class CodecChoice {

    private final List<Codec> wanted;
    private final List<PayloadFormat> offered;
    private final Map<String, Integer> repairs = new HashMap<>();

    CodecChoice(List<Codec> wanted, List<PayloadFormat> offered) {
        this.wanted = wanted;
        this.offered = offered;
        for (PayloadFormat format : offered) {
            if (format.isRtx()) {
                repairs.putIfAbsent(repaired(format.codec()), format.payloadType());
            }
        }
    }

    /** The most wanted first; among equals the offer's order. Payload types are the offer's. */
    List<NegotiatedCodec> choose() {
        Map<Integer, NegotiatedCodec> chosen = new LinkedHashMap<>();
        for (Codec one : wanted) {
            for (PayloadFormat format : offered) {
                if (one.isLike(format.codec())) {
                    chosen.putIfAbsent(format.payloadType(), agree(one, format));
                }
            }
        }
        List<NegotiatedCodec> codecs = new ArrayList<>(chosen.values());
        codecs.removeIf(codec -> CodecFamily.of(codec.codec()) == CodecFamily.RED && !repeatsOneOf(codec, chosen));
        return codecs;
    }

    private NegotiatedCodec agree(Codec one, PayloadFormat format) {
        Codec offer = format.codec();
        List<String> feedback =
                offer.feedback().stream().filter(one.feedback()::contains).toList();
        Map<String, String> parameters = CodecFamily.of(offer).agreed(offer.parameters());
        Codec agreed = new Codec(offer.name(), offer.clockRate(), offer.channels(), parameters, feedback);
        @Nullable Integer rtx = repairs.get(format.payloadType() + "@" + offer.clockRate());
        return new NegotiatedCodec(format.payloadType(), agreed, rtx);
    }

    private static String repaired(Codec rtx) {
        return rtx.parameter("apt", "") + "@" + rtx.clockRate();
    }

    /** Redundancy wraps payloads of other types, {@code 111/111}: of use only where those are chosen too. */
    private static boolean repeatsOneOf(NegotiatedCodec red, Map<Integer, NegotiatedCodec> chosen) {
        List<String> others = chosen.keySet().stream()
                .filter(type -> type != red.payloadType())
                .map(type -> Integer.toString(type))
                .toList();
        return red.codec().parameters().keySet().stream()
                .allMatch(blocks -> others.containsAll(List.of(blocks.split("/", -1))));
    }
}
