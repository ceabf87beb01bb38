package live.weir.platform.delivery;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import live.weir.platform.identity.ChannelId;
import org.jspecify.annotations.Nullable;

/**
 * A recording as it stands in the database.
 *
 * @param uploaded whether it was a file, and no broadcast
 */
record RecordingRow(
        UUID id,
        ChannelId channel,
        UUID media,
        String title,
        Instant startedAt,
        long durationMs,
        long startMs,
        @Nullable Long endMs,
        String state,
        boolean uploaded) {

    static RecordingRow of(Readable row) {
        return new RecordingRow(
                row.get("id", UUID.class),
                new ChannelId(row.get("channel_id", UUID.class)),
                row.get("media_id", UUID.class),
                row.get("title", String.class),
                row.get("started_at", Instant.class),
                row.get("duration_ms", Long.class),
                row.get("start_ms", Long.class),
                row.get("end_ms", Long.class),
                row.get("state", String.class),
                Boolean.TRUE.equals(row.get("uploaded", Boolean.class)));
    }

    boolean isComplete() {
        return state.equals("ready");
    }

    boolean isGrowing() {
        return state.equals("recording");
    }

    long end() {
        return endMs == null ? Long.MAX_VALUE : endMs;
    }

    /** What is shown of it. */
    long shownMs() {
        return Math.max(0, Math.min(durationMs, end()) - startMs);
    }
}
