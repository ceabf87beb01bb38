package live.weir.platform.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast that has ended, as everybody sees it.
 *
 * @param cause why it ended; for those alone who rule the channel
 */
@Schema(name = "PastBroadcast")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PastBroadcast(
        UUID id,
        Instant startedAt,
        Instant endedAt,
        long durationSeconds,
        int peakViewers,
        long totalViewers,
        List<Performer> performers,

        @Schema(allowableValues = {"host", "grace-over", "channel-gone", "node-lost"}) @Nullable
        String cause) {

    @Schema(name = "PastPerformer")
    record Performer(String name, String role) {}

    static PastBroadcast of(PastBroadcastRow row, boolean withCause) {
        return new PastBroadcast(
                row.id(),
                row.startedAt(),
                row.endedAt(),
                Duration.between(row.startedAt(), row.endedAt()).toSeconds(),
                row.peakViewers(),
                row.totalViewers(),
                row.performers(),
                withCause ? row.cause() : null);
    }
}
