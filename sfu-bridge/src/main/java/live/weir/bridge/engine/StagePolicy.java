package live.weir.bridge.engine;

import java.util.List;

/**
 * What may happen on a stage.
 *
 * @param videoCodecs which may be published, the preferred first; names as in SDP, without regard to case
 * @param audioCodecs likewise; {@code red} before {@code opus} lets performers repeat each packet in the next (RFC 2198) and
 *     viewers have it so, where both take it
 * @param maxPublications performers at a time
 * @param maxViewers viewers at a time
 * @param maxVideoBitrate what one publisher may send, in bits per second; it is told by REMB or transport feedback
 */
public record StagePolicy(
        List<String> videoCodecs, List<String> audioCodecs, int maxPublications, int maxViewers, long maxVideoBitrate) {

    public StagePolicy {
        videoCodecs = List.copyOf(videoCodecs);
        audioCodecs = List.copyOf(audioCodecs);
        if (maxPublications < 1 || maxViewers < 0 || maxVideoBitrate < 1) {
            throw new IllegalArgumentException("A stage needs room for a publication, and a bitrate");
        }
    }

    public static StagePolicy defaults() {
        return new StagePolicy(List.of("VP8", "H264", "VP9", "AV1"), List.of("red", "opus"), 16, 10_000, 6_000_000);
    }
}
