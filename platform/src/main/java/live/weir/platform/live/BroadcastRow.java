package live.weir.platform.live;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import live.weir.platform.identity.ChannelId;

/**
 * A broadcast as it stands in the database.
 *
 * @param viewers on the stage alone
 */
record BroadcastRow(UUID id, ChannelId channel, Instant startedAt, int viewers) {

    static BroadcastRow of(Readable row) {
        return new BroadcastRow(
                row.get("id", UUID.class),
                new ChannelId(row.get("channel_id", UUID.class)),
                row.get("started_at", Instant.class),
                row.get("viewers", Integer.class));
    }
}
