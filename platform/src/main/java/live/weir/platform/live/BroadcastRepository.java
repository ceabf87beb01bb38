package live.weir.platform.live;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import live.weir.platform.channel.Airtime;
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

    /** Of each channel the broadcast that is on air and the newest that has ended: its latest two, whichever they are. */
    Mono<Map<ChannelId, Airtime>> airtimes(Collection<ChannelId> channels) {
        return database.readFresh(client -> client.sql("""
                        select latest.* from unnest($1::uuid[]) as wanted (id) cross join lateral (
                            select channel_id, started_at, ended_at, viewers from broadcasts
                            where channel_id = wanted.id order by started_at desc, id desc limit 2
                        ) latest
                        """)
                .bind(0, channels.stream().map(ChannelId::value).toArray(UUID[]::new))
                .map(BroadcastRepository::airtime)
                .all()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, BroadcastRepository::joined)));
    }

    private static Map.Entry<ChannelId, Airtime> airtime(Readable row) {
        Instant startedAt = row.get("started_at", Instant.class);
        Instant endedAt = row.get("ended_at", Instant.class);
        Airtime airtime = endedAt == null
                ? new Airtime(new Airtime.Present(startedAt, row.get("viewers", Integer.class)), null)
                : new Airtime(null, new Airtime.Past(startedAt, endedAt));
        return Map.entry(new ChannelId(row.get("channel_id", UUID.class)), airtime);
    }

    /** The later of the two first. */
    private static Airtime joined(Airtime later, Airtime earlier) {
        return new Airtime(
                later.now() == null ? earlier.now() : later.now(),
                later.last() == null ? earlier.last() : later.last());
    }

    /** Of one channel, those that have ended, the newest first, after the given place; with who was on stage. */
    Mono<List<PastBroadcastRow>> past(ChannelId channel, Place after, int limit) {
        return database.read(client -> client.sql("""
                        select id, started_at, ended_at, peak_viewers, total_viewers, cause,
                            array(select name from broadcast_performers where broadcast_id = id
                                order by joined_at, name, role) as names,
                            array(select role from broadcast_performers where broadcast_id = id
                                order by joined_at, name, role) as roles
                        from broadcasts
                        where channel_id = $1 and ended_at is not null and (started_at, id) < ($2, $3)
                        order by started_at desc, id desc
                        limit $4
                        """)
                .bind(0, channel.value())
                .bind(1, after.startedAt())
                .bind(2, after.id())
                .bind(3, limit)
                .map(PastBroadcastRow::of)
                .all()
                .collectList());
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
