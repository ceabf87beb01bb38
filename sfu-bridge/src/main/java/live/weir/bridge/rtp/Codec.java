package live.weir.bridge.rtp;

import java.util.Optional;
import java.util.stream.Stream;

/** The codecs whose payloads Weir reads, under the encoding names that SDP gives them. */
public enum Codec {
    VP8,
    H264,
    VP9,
    AV1,
    OPUS;

    /** By the name in {@code a=rtpmap}, whose case does not matter. */
    public static Optional<Codec> named(String encodingName) {
        return Stream.of(values())
                .filter(codec -> codec.name().equalsIgnoreCase(encodingName))
                .findFirst();
    }

    public CodecPayload newPayload() {
        return switch (this) {
            case VP8 -> new Vp8Payload();
            case H264 -> new H264Payload();
            case VP9 -> new Vp9Payload();
            case AV1 -> new Av1Payload();
            case OPUS -> new OpusPayload();
        };
    }

    public boolean isVideo() {
        return this != OPUS;
    }
}
