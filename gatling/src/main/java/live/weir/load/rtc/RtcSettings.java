package live.weir.load.rtc;

import java.time.Duration;
import live.weir.load.reach.Reach;

/**
 * @param reach where media may go
 * @param patience from the description to being connected
 * @param silence without any word from the server, after which it is taken for gone
 * @param threads event loops for media
 * @param handshakes that run at a time, each on a thread of its own
 * @param mostPeers at a time
 */
public record RtcSettings(
        Reach reach, Duration patience, Duration silence, int threads, int handshakes, int mostPeers) {

    public static RtcSettings within(Reach reach) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new RtcSettings(
                reach, Duration.ofSeconds(10), Duration.ofSeconds(10), Math.max(1, cores / 2), 32, 20_000);
    }
}
