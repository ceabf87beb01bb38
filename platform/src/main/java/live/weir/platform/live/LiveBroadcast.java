package live.weir.platform.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.channel.Person;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast that is on air, as everybody sees it.
 *
 * @param viewers on the stage, and about how many by HLS and DASH
 * @param picture the newest of it, where there is one
 */
@Schema(name = "LiveBroadcast")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveBroadcast(
        String slug,
        String title,
        Person owner,
        Instant startedAt,
        int viewers,
        @Nullable String picture) {

    static LiveBroadcast of(BroadcastRow row, ChannelSummary channel, long byHls, @Nullable String picture) {
        return new LiveBroadcast(
                channel.slug(),
                channel.title(),
                channel.owner(),
                row.startedAt(),
                Viewers.together(row.viewers(), byHls),
                picture);
    }
}
