package live.weir.signaling.stage;

import java.time.Duration;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.SessionStatistics;
import live.weir.bridge.engine.SessionStatistics.TrackStatistics;
import live.weir.signaling.protocol.ServerMessage.PublicationQuality;
import org.jspecify.annotations.Nullable;

/** How a publication stood at one moment; two of them make a quality. */
record QualityLook(long atNanos, long bytes, long packets, long lost) {

    private static final double TENTHS = 10.0;

    static QualityLook of(SessionStatistics statistics, long now) {
        return new QualityLook(
                now,
                sum(statistics, TrackStatistics::bytes),
                sum(statistics, TrackStatistics::packets),
                sum(statistics, track -> Math.max(0, track.lost() - track.recovered())));
    }

    private static long sum(SessionStatistics statistics, java.util.function.ToLongFunction<TrackStatistics> what) {
        return statistics.tracks().stream().mapToLong(what).sum();
    }

    PublicationQuality since(@Nullable QualityLook before, Publication publication, SessionStatistics statistics) {
        QualityLook from = before == null ? new QualityLook(atNanos, bytes, packets, lost) : before;
        long nanos = Math.max(1, atNanos - from.atNanos);
        long bitrate = (long) ((bytes - from.bytes) * 8e9 / nanos);
        long came = packets - from.packets;
        long missing = Math.max(0, lost - from.lost);
        double loss = came + missing == 0 ? 0 : 100.0 * missing / (came + missing);
        Duration roundTrip = statistics.roundTrip();
        boolean pictures = statistics.tracks().stream().anyMatch(track -> track.kind() == MediaKind.VIDEO);
        return new PublicationQuality(
                publication.seat.id,
                publication.source,
                publication.width,
                publication.height,
                Math.max(0, bitrate),
                Math.round(loss * TENTHS) / TENTHS,
                roundTrip == null ? null : (int) roundTrip.toMillis(),
                before == null
                        ? Score.CLEAN
                        : Score.of(loss, roundTrip, came == 0, pictures ? publication.height : 0, bitrate));
    }

    /**
     * One word for how a picture arrives, 1 (unusable) to 5 (clean): it begins at 5 and loses a point each for what viewers see
     * or performers feel. Loss is what retransmission could not mend: from 1 % on voices crackle, from 3 % pictures freeze,
     * from 10 % on nothing can be followed. From 300 ms of round trip people begin to talk over one another. Less than
     * 0.02 bits per pixel at 30 pictures a second is a blur.
     */
    static final class Score {

        static final int CLEAN = 5;
        private static final int UNUSABLE = 1;
        private static final double AUDIBLE_LOSS = 1;
        private static final double VISIBLE_LOSS = 3;
        private static final double HEAVY_LOSS = 10;
        private static final Duration NOTICED = Duration.ofMillis(300);
        private static final double BLUR = 0.02 * 30;
        private static final double WIDE = 16.0 / 9;

        private Score() {}

        static int of(double loss, @Nullable Duration roundTrip, boolean silent, int height, long bitrate) {
            if (silent || loss >= HEAVY_LOSS) {
                return UNUSABLE;
            }
            int score = CLEAN;
            score -= loss >= AUDIBLE_LOSS ? 1 : 0;
            score -= loss >= VISIBLE_LOSS ? 1 : 0;
            score -= roundTrip != null && roundTrip.compareTo(NOTICED) > 0 ? 1 : 0;
            score -= height > 0 && bitrate < BLUR * WIDE * height * height ? 1 : 0;
            return Math.max(UNUSABLE, score);
        }
    }
}
