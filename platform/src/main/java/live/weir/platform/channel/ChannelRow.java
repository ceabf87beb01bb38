package live.weir.platform.channel;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import live.weir.platform.identity.ChannelId;

/** A channel as it stands in the database. */
record ChannelRow(
        ChannelId id,
        String slug,
        AccountId ownerId,
        ChannelDetails details,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static ChannelRow of(Readable row) {
        return new ChannelRow(
                new ChannelId(row.get("id", UUID.class)),
                row.get("slug", String.class),
                new AccountId(row.get("owner_id", UUID.class)),
                new ChannelDetails(
                        row.get("title", String.class),
                        row.get("description", String.class),
                        row.get("language", String.class),
                        Visibility.valueOf(row.get("visibility", String.class).toUpperCase(Locale.ROOT)),
                        row.get("next_broadcast_at", Instant.class)),
                row.get("version", Long.class),
                row.get("created_at", Instant.class),
                row.get("updated_at", Instant.class));
    }

    boolean isPrivate() {
        return details.visibility() == Visibility.PRIVATE;
    }
}
