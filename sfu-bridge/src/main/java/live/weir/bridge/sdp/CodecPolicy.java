package live.weir.bridge.sdp;

import java.util.List;
import java.util.Map;

/**
 * What a stage takes: codecs, the most wanted first, and how many m-lines.
 *
 * @param tracksPerKind how many sounds and how many pictures a publisher may send
 * @param viewerSlots how many m-lines a viewer may receive
 * @param layers how many layers of a simulcast are taken
 */
public record CodecPolicy(List<Codec> audio, List<Codec> video, int tracksPerKind, int viewerSlots, int layers) {

    private static final List<String> AUDIO_FEEDBACK = List.of("transport-cc", "nack");
    private static final List<String> VIDEO_FEEDBACK =
            List.of("goog-remb", "transport-cc", "ccm fir", "nack", "nack pli");

    public CodecPolicy {
        audio = List.copyOf(audio);
        video = List.copyOf(video);
    }

    /**
     * VP8 and H264 first: every browser encodes and decodes them, and FFmpeg composes them cheaply. VP9 and AV1 are forwarded as they
     * come. Of H264 every profile that browsers offer, High too, which is what OBS sends.
     */
    public static CodecPolicy standard() {
        return new CodecPolicy(
                List.of(opus()),
                List.of(
                        video("VP8", Map.of()),
                        h264("42e01f"),
                        h264("4d001f"),
                        h264("64001f"),
                        video("VP9", Map.of("profile-id", "0")),
                        video("AV1", Map.of("profile", "0"))),
                1,
                32,
                3);
    }

    public static Codec opus() {
        return new Codec("opus", 48_000, 2, Map.of("minptime", "10", "useinbandfec", "1"), AUDIO_FEEDBACK);
    }

    /** Opus that repeats the last packets in each (RFC 2198): only for stages where every viewer takes it too. */
    public static Codec redundantOpus() {
        return new Codec("red", 48_000, 2, Map.of(), List.of());
    }

    public static Codec h264(String profileLevelId) {
        return video("H264", CodecFamily.h264Parameters(profileLevelId));
    }

    public static Codec video(String name, Map<String, String> parameters) {
        return new Codec(name, 90_000, 1, parameters, VIDEO_FEEDBACK);
    }

    public CodecPolicy withAudio(List<Codec> codecs) {
        return new CodecPolicy(codecs, video, tracksPerKind, viewerSlots, layers);
    }

    public CodecPolicy withVideo(List<Codec> codecs) {
        return new CodecPolicy(audio, codecs, tracksPerKind, viewerSlots, layers);
    }

    public CodecPolicy withTracksPerKind(int most) {
        return new CodecPolicy(audio, video, most, viewerSlots, layers);
    }

    public CodecPolicy withViewerSlots(int most) {
        return new CodecPolicy(audio, video, tracksPerKind, most, layers);
    }

    List<Codec> of(MediaKind kind) {
        return switch (kind) {
            case AUDIO -> audio;
            case VIDEO -> video;
            case OTHER -> List.of();
        };
    }
}
