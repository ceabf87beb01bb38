package live.weir.platform.channel;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A channel as the API shows it.
 *
 * @param startedAt of the broadcast that is on air
 * @param viewers of the broadcast that is on air, on the stage and, approximately, by HLS and DASH; as old as the answer
 * @param hls where what is on air is watched by HLS, if it can be
 * @param hlsUnavailable why it cannot be, though it should
 * @param picture the newest picture of what is on air
 * @param lastBroadcast the newest that has ended
 * @param nextBroadcastAt when the owner says that the next one is; absent once that has passed
 */
@Schema(name = "Channel")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChannelView(
        String slug,
        String title,
        String description,
        String language,
        Visibility visibility,
        Person owner,
        boolean live,
        @Nullable Instant startedAt,
        @Nullable Integer viewers,
        @Nullable String hls,
        @Nullable String hlsUnavailable,
        @Nullable String picture,
        Airtime.@Nullable Past lastBroadcast,
        @Nullable Instant nextBroadcastAt,
        Instant createdAt,
        Instant updatedAt) {

    static ChannelView of(ChannelRow row, Person owner, Airtime airtime, HlsReach.Hls reach, Instant now) {
        Airtime.Present present = airtime.now();
        HlsReach.Hls hls = present == null ? HlsReach.Hls.NONE : reach;
        return new ChannelView(
                row.slug(),
                row.details().title(),
                row.details().description(),
                row.details().language(),
                row.details().visibility(),
                owner,
                present != null,
                present == null ? null : present.startedAt(),
                present == null ? null : present.viewers(),
                hls.playlist(),
                hls.unavailable(),
                hls.picture(),
                airtime.last(),
                unlessPassed(row.details().nextBroadcastAt(), now),
                row.createdAt(),
                row.updatedAt());
    }

    private static @Nullable Instant unlessPassed(@Nullable Instant at, Instant now) {
        return at != null && at.isAfter(now) ? at : null;
    }
}
