package live.weir.platform.upload;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import live.weir.platform.identity.ChannelId;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way, as it stands in the database.
 *
 * <pre>
 *  receiving ──all bytes──▶ queued ──its turn──▶ converting ──all written──▶ storing ──kept──▶ ready
 *                             ▲                     │   │
 *                             └──child or node lost─┘   └──any fault──▶ failed      (cancelled, from any: the row goes)
 * </pre>
 */
record UploadRow(
        UUID id,
        ChannelId channel,
        String title,
        long bytes,
        long received,
        String state,
        int progress,
        @Nullable String reason,
        int attempts,
        @Nullable UUID media,
        UUID disk,
        String node,
        Instant createdAt,
        Instant touchedAt) {

    static final String RECEIVING = "receiving";
    static final String QUEUED = "queued";
    static final String CONVERTING = "converting";
    static final String STORING = "storing";
    static final String READY = "ready";
    static final String FAILED = "failed";

    private static final Set<String> OVER = Set.of(READY, FAILED);

    static UploadRow of(Readable row) {
        return new UploadRow(
                row.get("id", UUID.class),
                new ChannelId(row.get("channel_id", UUID.class)),
                row.get("title", String.class),
                row.get("bytes", Long.class),
                row.get("received", Long.class),
                row.get("state", String.class),
                row.get("progress", Integer.class),
                row.get("reason", String.class),
                row.get("attempts", Integer.class),
                row.get("media_id", UUID.class),
                row.get("disk_id", UUID.class),
                row.get("node", String.class),
                row.get("created_at", Instant.class),
                row.get("touched_at", Instant.class));
    }

    boolean isReceiving() {
        return state.equals(RECEIVING);
    }

    boolean isOver() {
        return OVER.contains(state);
    }
}
