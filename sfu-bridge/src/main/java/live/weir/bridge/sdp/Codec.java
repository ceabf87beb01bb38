package live.weir.bridge.sdp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A format as {@code a=rtpmap}, {@code a=fmtp} and {@code a=rtcp-fb} describe it, without its payload type.
 *
 * @param channels 1 where none are named
 * @param parameters by name in lower case, in the order written; one that is no {@code name=value} has an empty value
 * @param feedback such as {@code nack pli}, in the order written
 */
public record Codec(String name, int clockRate, int channels, Map<String, String> parameters, List<String> feedback) {

    public Codec {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        feedback = List.copyOf(feedback);
    }

    /** A picture's codec: all of them count in 90 kHz. */
    public static Codec video(String name, Map<String, String> parameters, List<String> feedback) {
        return new Codec(name, 90_000, 1, parameters, feedback);
    }

    /** Whether a peer that agreed to this codec can be sent a stream that another agreed to send in that one. */
    public boolean plays(Codec stream) {
        return describesLike(stream) && CodecFamily.of(this).plays(this, stream);
    }

    /** Whether it is the same codec in the same profile; levels, parameters of taste and feedback aside. */
    public boolean isLike(Codec other) {
        return describesLike(other) && CodecFamily.of(this).isSameProfile(this, other);
    }

    public boolean isNamed(String wanted) {
        return name.equalsIgnoreCase(wanted);
    }

    String parameter(String key, String otherwise) {
        return parameters.getOrDefault(key, otherwise);
    }

    private boolean describesLike(Codec other) {
        return isNamed(other.name) && clockRate == other.clockRate && channels == other.channels;
    }
}
