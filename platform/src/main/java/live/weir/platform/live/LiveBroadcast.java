package live.weir.platform.live;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.channel.Person;

/** A broadcast that is on air, as everybody sees it. */
@Schema(name = "LiveBroadcast")
public record LiveBroadcast(String slug, String title, Person owner, Instant startedAt, int viewers) {

    static LiveBroadcast of(BroadcastRow row, ChannelSummary channel) {
        return new LiveBroadcast(channel.slug(), channel.title(), channel.owner(), row.startedAt(), row.viewers());
    }
}
