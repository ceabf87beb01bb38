package live.weir.platform.account;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code sessions}. */
record SessionRow(UUID id, String userAgent, Instant createdAt, Instant lastUsedAt, Instant expiresAt) {

    static final String COLUMNS = "id, user_agent, created_at, last_used_at, expires_at";

    static SessionRow of(Readable row) {
        return new SessionRow(
                row.get("id", UUID.class),
                row.get("user_agent", String.class),
                row.get("created_at", Instant.class),
                row.get("last_used_at", Instant.class),
                row.get("expires_at", Instant.class));
    }
}
