package live.weir.platform.live;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import live.weir.platform.infrastructure.database.Database;
import live.weir.signaling.stage.BroadcastBook.Broadcast;
import live.weir.signaling.stage.BroadcastBook.Cause;
import live.weir.signaling.stage.BroadcastBook.Performer;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Writes the table of broadcasts. Every statement may come twice, and is fenced by the epoch: what an earlier owner of the
 * stage still sends touches no row.
 */
@Component
class BroadcastWriter {

    private static final int MOST_PERFORMERS = 1_000;

    private final Database database;
    private final NodeRegistry nodes;

    BroadcastWriter(Database database, NodeRegistry nodes) {
        this.database = database;
        this.nodes = nodes;
    }

    /**
     * Puts it on air; another that is on air there has lost its node. One that was given up for lost is on air again.
     * Completes with whether it is on air now: false for an earlier owner, and for a channel that is gone.
     */
    Mono<Boolean> begin(Broadcast broadcast) {
        UUID channel = PostgresBroadcastBook.channel(broadcast).value();
        return database.transaction(client -> lockUnlessLater(client, channel, broadcast)
                .flatMap(free -> endOthers(client, channel, broadcast.id()).then(insert(client, channel, broadcast)))
                .defaultIfEmpty(false));
    }

    /** Nobody else begins a broadcast of the channel until the transaction ends. Empty if a later epoch has written. */
    private static Mono<UUID> lockUnlessLater(DatabaseClient client, UUID channel, Broadcast broadcast) {
        return client.sql("select id from channels where id = $1 for no key update")
                .bind(0, channel)
                .map(row -> row.get(0, UUID.class))
                .one()
                .filterWhen(locked -> client.sql(
                                "select not exists (select 1 from broadcasts where channel_id = $1 and epoch > $2)")
                        .bind(0, channel)
                        .bind(1, broadcast.lease().epoch())
                        .map(row -> row.get(0, Boolean.class))
                        .one());
    }

    private static Mono<Long> endOthers(DatabaseClient client, UUID channel, UUID id) {
        return client.sql("""
                        update broadcasts
                        set ended_at = greatest(told_at, started_at), cause = 'node-lost', viewers = 0
                        where channel_id = $1 and id <> $2 and ended_at is null
                        """).bind(0, channel).bind(1, id).fetch().rowsUpdated();
    }

    private Mono<Boolean> insert(DatabaseClient client, UUID channel, Broadcast broadcast) {
        return client.sql("""
                        insert into broadcasts (id, channel_id, started_at, epoch, node) values ($1, $2, $3, $4, $5)
                        on conflict (id) do update
                        set epoch = excluded.epoch, node = excluded.node, told_at = now(), ended_at = null, cause = null
                        where broadcasts.ended_at is null or broadcasts.cause = 'node-lost'
                        """)
                .bind(0, broadcast.id())
                .bind(1, channel)
                .bind(2, broadcast.startedAt())
                .bind(3, broadcast.lease().epoch())
                .bind(4, nodes.id().value())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    Mono<Void> tell(Broadcast broadcast, int viewers, int peakViewers, long totalViewers, List<Performer> performers) {
        return database.transaction(client -> client.sql("""
                        update broadcasts
                        set viewers = $3, peak_viewers = greatest(peak_viewers, $4),
                            total_viewers = greatest(total_viewers, $5), epoch = $2, told_at = now()
                        where id = $1 and epoch <= $2 and ended_at is null
                        """)
                .bind(0, broadcast.id())
                .bind(1, broadcast.lease().epoch())
                .bind(2, viewers)
                .bind(3, peakViewers)
                .bind(4, totalViewers)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0 && !performers.isEmpty())
                .flatMap(rows -> note(client, broadcast.id(), performers))
                .then());
    }

    private static Mono<Long> note(DatabaseClient client, UUID broadcast, List<Performer> performers) {
        List<Performer> noted = performers.stream().limit(MOST_PERFORMERS).toList();
        return client.sql("""
                        insert into broadcast_performers (broadcast_id, name, role, joined_at)
                        select $1, name, role, min(joined_at)
                        from unnest($2::text[], $3::text[], $4::timestamptz[]) as on_stage (name, role, joined_at)
                        group by name, role
                        on conflict (broadcast_id, name, role) do update
                        set joined_at = least(broadcast_performers.joined_at, excluded.joined_at)
                        """)
                .bind(0, broadcast)
                .bind(1, noted.stream().map(Performer::name).toArray(String[]::new))
                .bind(2, noted.stream().map(Performer::role).toArray(String[]::new))
                .bind(
                        3,
                        noted.stream()
                                .map(performer -> performer.from().toString())
                                .toArray(String[]::new))
                .fetch()
                .rowsUpdated();
    }

    /** Completes with whether that was news. */
    Mono<Boolean> end(Broadcast broadcast, Instant at, Cause cause) {
        return database.write(client -> client.sql("""
                        update broadcasts
                        set ended_at = greatest($3, started_at), cause = $4, viewers = 0
                        where id = $1 and epoch <= $2 and (ended_at is null or cause = 'node-lost' and $4 <> 'node-lost')
                        """)
                .bind(0, broadcast.id())
                .bind(1, broadcast.lease().epoch())
                .bind(2, at)
                .bind(3, code(cause))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }

    /** All that are on air. */
    Mono<List<OnAirRow>> onAir() {
        return database.readFresh(client -> client.sql("select id, channel_id from broadcasts where ended_at is null")
                .map(row -> new OnAirRow(row.get("id", UUID.class), new ChannelId(row.get("channel_id", UUID.class))))
                .all()
                .collectList());
    }

    /** Ends those whose node was lost; completes with the channels that are off air by that. */
    Mono<List<ChannelId>> giveUp(Collection<UUID> broadcasts) {
        return database.write(client -> client.sql("""
                        update broadcasts
                        set ended_at = greatest(told_at, started_at), cause = 'node-lost', viewers = 0
                        where id = any ($1) and ended_at is null
                        returning channel_id
                        """)
                .bind(0, broadcasts.toArray(UUID[]::new))
                .map(row -> new ChannelId(row.get(0, UUID.class)))
                .all()
                .collectList());
    }

    record OnAirRow(UUID id, ChannelId channel) {}

    static String code(Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
