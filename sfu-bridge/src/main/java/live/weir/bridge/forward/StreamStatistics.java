package live.weir.bridge.forward;

/** What came in of one layer. */
public record StreamStatistics(
        TrackFormat format,
        int layer,
        int width,
        int height,
        long packets,
        long bytes,
        long lost,
        long recovered,
        long nacks,
        long keyframeRequests,
        long keyframes,
        double jitterMillis,
        long bitsPerSecond) {

    static StreamStatistics of(IngressStream stream) {
        TrackFormat format = stream.track.format();
        return new StreamStatistics(
                format,
                stream.layer,
                stream.width,
                stream.height,
                stream.packets,
                stream.bytes,
                stream.losses.lost(),
                stream.losses.recovered(),
                stream.losses.requests(),
                stream.keyframes.sent(),
                stream.keyframesSeen,
                1000.0 * stream.reception().jitter() / format.clockRate(),
                stream.bitrate);
    }
}
