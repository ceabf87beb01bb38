package live.weir.platform.channel;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** A channel as the API shows it. */
@Schema(name = "Channel")
record ChannelView(
        String slug,
        String title,
        String description,
        String language,
        Visibility visibility,
        Person owner,
        boolean live,
        Instant createdAt,
        Instant updatedAt) {

    static ChannelView of(ChannelRow row, Person owner, boolean live) {
        return new ChannelView(
                row.slug(),
                row.details().title(),
                row.details().description(),
                row.details().language(),
                row.details().visibility(),
                owner,
                live,
                row.createdAt(),
                row.updatedAt());
    }
}
