package live.weir.platform.live;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A broadcast that has ended, as it stands in the database. */
record PastBroadcastRow(
        UUID id,
        Instant startedAt,
        Instant endedAt,
        int peakViewers,
        long totalViewers,
        @Nullable String cause,
        List<PastBroadcast.Performer> performers) {

    static PastBroadcastRow of(Readable row) {
        return new PastBroadcastRow(
                row.get("id", UUID.class),
                row.get("started_at", Instant.class),
                row.get("ended_at", Instant.class),
                row.get("peak_viewers", Integer.class),
                row.get("total_viewers", Long.class),
                row.get("cause", String.class),
                performers(row.get("names", String[].class), row.get("roles", String[].class)));
    }

    private static List<PastBroadcast.Performer> performers(String[] names, String[] roles) {
        return IntStream.range(0, names.length)
                .mapToObj(at -> new PastBroadcast.Performer(names[at], roles[at]))
                .toList();
    }
}
