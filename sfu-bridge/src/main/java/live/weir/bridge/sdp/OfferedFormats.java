package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/**
 * The payload types of this side's own offers. They follow from the policy alone, so that every offer of a session has the same; and
 * each codec has its own across all kinds, as a bundle wants it.
 */
final class OfferedFormats {

    private final Map<MediaKind, List<NegotiatedCodec>> codecs = new EnumMap<>(MediaKind.class);

    /** The dynamic types, then those that are free besides them (RFC 3551 §6, RFC 5761 §4). */
    private final PrimitiveIterator.OfInt free = IntStream.concat(
                    IntStream.rangeClosed(96, 127), IntStream.rangeClosed(35, 63))
            .iterator();

    OfferedFormats(CodecPolicy policy) {
        codecs.put(MediaKind.AUDIO, numbered(policy.audio(), false));
        codecs.put(MediaKind.VIDEO, numbered(policy.video(), true));
    }

    List<NegotiatedCodec> of(MediaKind kind) {
        return codecs.getOrDefault(kind, List.of());
    }

    private List<NegotiatedCodec> numbered(List<Codec> wanted, boolean repaired) {
        List<NegotiatedCodec> numbered = new ArrayList<>();
        for (Codec codec : wanted) {
            int type = next();
            numbered.add(new NegotiatedCodec(type, codec, repaired ? next() : null));
        }
        return numbered.stream().map(one -> completed(one, numbered)).toList();
    }

    /** Redundancy names the payload types of what it repeats. */
    private static NegotiatedCodec completed(NegotiatedCodec one, List<NegotiatedCodec> all) {
        if (CodecFamily.of(one.codec()) != CodecFamily.RED) {
            return one;
        }
        int opus = all.stream()
                .filter(other -> CodecFamily.of(other.codec()) == CodecFamily.OPUS)
                .findFirst()
                .orElseThrow(() -> new SdpException("A policy with redundant audio has Opus too."))
                .payloadType();
        Codec red = new Codec("red", 48_000, 2, Map.of(opus + "/" + opus, ""), List.of());
        return new NegotiatedCodec(one.payloadType(), red, null);
    }

    private int next() {
        if (!free.hasNext()) {
            throw new SdpException("The policy has more codecs than there are payload types.");
        }
        return free.nextInt();
    }
}
