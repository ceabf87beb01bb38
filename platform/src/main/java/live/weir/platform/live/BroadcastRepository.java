package live.weir.platform.live;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.database.Database;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table of broadcasts. */
@Repository
class BroadcastRepository {

    private final Database database;

    BroadcastRepository(Database database) {
        this.database = database;
    }

    /** On air, the newest first, after the given place. */
    Mono<List<BroadcastRow>> onAir(Place after, int limit) {
        return database.readFresh(client -> client.sql("""
                        select id, channel_id, started_at, viewers from broadcasts
                        where ended_at is null and (started_at, id) < ($1, $2)
                        order by started_at desc, id desc
                        limit $3
                        """)
                .bind(0, after.startedAt())
                .bind(1, after.id())
                .bind(2, limit)
                .map(BroadcastRow::of)
                .all()
                .collectList());
    }

    Mono<Set<ChannelId>> onAirAmong(Collection<ChannelId> channels) {
        return database.readFresh(client -> client.sql("""
                        select channel_id from broadcasts where ended_at is null and channel_id = any ($1)
                        """)
                .bind(0, channels.stream().map(ChannelId::value).toArray(UUID[]::new))
                .map(row -> new ChannelId(row.get(0, UUID.class)))
                .all()
                .collect(Collectors.toSet()));
    }

    /** Where a page of broadcasts begins. */
    record Place(Instant startedAt, UUID id) {

        /** Before everything: later than any broadcast. */
        static final Place START = new Place(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1L, -1L));

        static Place of(BroadcastRow row) {
            return new Place(row.startedAt(), row.id());
        }
    }
}
