package live.weir.platform.channel;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a channel is and was on air.
 *
 * @param now the broadcast that is on air
 * @param last the newest that has ended
 */
public record Airtime(@Nullable Present now, @Nullable Past last) {

    static final Airtime NEVER = new Airtime(null, null);

    /** @param viewers on the stage, and about how many by HLS and DASH; a few seconds old */
    public record Present(Instant startedAt, int viewers) {}

    @Schema(name = "LastBroadcast")
    public record Past(Instant startedAt, Instant endedAt) {}
}
