package live.weir.load.hls;

import java.time.Duration;

/**
 * The words of a scenario with HLS.
 *
 * <pre>{@code
 * scenario("crowd").exec(hls("play").url("/hls/ada/index.m3u8"), stay("play", ofMinutes(1)), seek("play", ofSeconds(20)), leave("play"))
 * }</pre>
 *
 * Rows in Gatling's report: {@code play: master}, {@code play: first picture}, {@code play: second} (its time is the latency to the
 * live edge; failed if playing stalled), {@code play: seek}, {@code play: lost}.
 */
public final class HlsDsl {

    private HlsDsl() {}

    /** Plays at the live edge; goes on when there is a picture. */
    public static HlsAction hls(String name) {
        return new HlsAction(name);
    }

    /** Looks at what was so long ago, once, as somebody who drags the bar does. */
    public static SeekAction seek(String name, Duration back) {
        return new SeekAction(name, back);
    }
}
