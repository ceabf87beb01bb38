package live.weir.platform.channel;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stream key as its owner sees it again: the key itself is not among what we know. */
record StreamKeyRow(
        UUID id,
        String name,
        String hint,
        Instant createdAt,
        @Nullable Instant rotatedAt,
        @Nullable Instant lastUsedAt) {

    static StreamKeyRow of(Readable row) {
        return new StreamKeyRow(
                row.get("id", UUID.class),
                row.get("name", String.class),
                row.get("hint", String.class),
                row.get("created_at", Instant.class),
                row.get("rotated_at", Instant.class),
                row.get("last_used_at", Instant.class));
    }
}
