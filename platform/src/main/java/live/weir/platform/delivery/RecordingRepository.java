package live.weir.platform.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.database.Database;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table of recordings, and what owners chose. */
@Repository
class RecordingRepository {

    private static final String COLUMNS =
            "id, channel_id, media_id, title, started_at, duration_ms, start_ms, end_ms, state,"
                    + " broadcast_id is null as uploaded";

    private final Database database;

    RecordingRepository(Database database) {
        this.database = database;
    }

    /** Whether the channel's broadcasts are recorded. */
    Mono<Boolean> isRecorded(ChannelId channel) {
        return database.readFresh(client -> client.sql("select recorded from recording_choices where channel_id = $1")
                        .bind(0, channel.value())
                        .map(row -> row.get(0, Boolean.class))
                        .one())
                .defaultIfEmpty(true);
    }

    Mono<Void> choose(ChannelId channel, boolean recorded) {
        return database.write(client -> client.sql("""
                        insert into recording_choices (channel_id, recorded) values ($1, $2)
                        on conflict (channel_id) do update set recorded = excluded.recorded
                        """)
                .bind(0, channel.value())
                .bind(1, recorded)
                .fetch()
                .rowsUpdated()
                .then());
    }

    /** May come twice: a broadcast that goes on, on this node or another, goes on with its recording. */
    Mono<Void> begin(Programs.Broadcast broadcast, String title) {
        return database.write(client -> client.sql("""
                        insert into recordings (id, broadcast_id, channel_id, media_id, title, started_at, state)
                        values ($1, $1, $2, $1, $3, $4, 'recording')
                        on conflict (id) do update set state = 'recording'
                        """)
                .bind(0, broadcast.id())
                .bind(1, broadcast.channel().value())
                .bind(2, title)
                .bind(3, broadcast.startedAt())
                .fetch()
                .rowsUpdated()
                .then());
    }

    Mono<Void> finish(UUID id, String state, long durationMs) {
        return database.write(client -> client.sql("update recordings set state = $2, duration_ms = $3 where id = $1")
                .bind(0, id)
                .bind(1, state)
                .bind(2, durationMs)
                .fetch()
                .rowsUpdated()
                .then());
    }

    /** What was no broadcast is there when all of it is. May come twice. */
    Mono<Void> publish(UUID id, ChannelId channel, UUID media, String title, Instant at, long durationMs) {
        return database.write(client -> client.sql("""
                        insert into recordings (id, channel_id, media_id, title, started_at, duration_ms, state)
                        values ($1, $2, $3, $4, $5, $6, 'ready')
                        on conflict (id) do nothing
                        """)
                .bind(0, id)
                .bind(1, channel.value())
                .bind(2, media)
                .bind(3, title)
                .bind(4, at)
                .bind(5, durationMs)
                .fetch()
                .rowsUpdated()
                .then());
    }

    /** Whether any recording shows the media. */
    Mono<Boolean> isShown(UUID media) {
        return database.readFresh(client -> client.sql("select exists (select 1 from recordings where media_id = $1)")
                .bind(0, media)
                .map(row -> row.get(0, Boolean.class))
                .one());
    }

    Mono<Void> clip(UUID id, RecordingRow of, String title, long startMs, long endMs) {
        return database.write(client -> client.sql("""
                        insert into recordings (id, broadcast_id, channel_id, media_id, title, started_at, duration_ms,
                            start_ms, end_ms, state)
                        select $1, broadcast_id, channel_id, media_id, $3, started_at, duration_ms, $4, $5, 'ready'
                        from recordings where id = $2
                        """)
                .bind(0, id)
                .bind(1, of.id())
                .bind(2, title)
                .bind(3, startMs)
                .bind(4, endMs)
                .fetch()
                .rowsUpdated()
                .then());
    }

    Mono<Void> change(UUID id, String title, long startMs, @Nullable Long endMs) {
        return database.write(client -> {
            DatabaseClient.GenericExecuteSpec statement = client.sql(
                            "update recordings set title = $2, start_ms = $3, end_ms = $4 where id = $1")
                    .bind(0, id)
                    .bind(1, title)
                    .bind(2, startMs);
            return (endMs == null ? statement.bindNull(3, Long.class) : statement.bind(3, endMs))
                    .fetch()
                    .rowsUpdated()
                    .then();
        });
    }

    Mono<RecordingRow> byId(UUID id) {
        return database.readFresh(client -> client.sql("select " + COLUMNS + " from recordings where id = $1")
                .bind(0, id)
                .map(RecordingRow::of)
                .one());
    }

    /** The newest first, after the given place. */
    Mono<List<RecordingRow>> of(ChannelId channel, Instant before, UUID id, int limit) {
        return database.read(client -> client.sql("select " + COLUMNS + """
                         from recordings where channel_id = $1 and (started_at, id) < ($2, $3)
                        order by started_at desc, id desc limit $4
                        """)
                .bind(0, channel.value())
                .bind(1, before)
                .bind(2, id)
                .bind(3, limit)
                .map(RecordingRow::of)
                .all()
                .collectList());
    }

    Mono<List<RecordingRow>> unfinished() {
        return database.readFresh(
                client -> client.sql("select " + COLUMNS + " from recordings where state = 'recording'")
                        .map(RecordingRow::of)
                        .all()
                        .collectList());
    }

    Mono<List<RecordingRow>> olderThan(Instant time, int limit) {
        return database.readFresh(client -> client.sql("select " + COLUMNS + """
                         from recordings where started_at < $1 and state <> 'recording' order by started_at limit $2
                        """)
                .bind(0, time)
                .bind(1, limit)
                .map(RecordingRow::of)
                .all()
                .collectList());
    }

    /** Whether nothing else shows the media. */
    Mono<Boolean> isLast(RecordingRow recording) {
        return database.readFresh(
                client -> client.sql("select not exists (select 1 from recordings where media_id = $1 and id <> $2)")
                        .bind(0, recording.media())
                        .bind(1, recording.id())
                        .map(row -> row.get(0, Boolean.class))
                        .one());
    }

    /** Completes with whether nothing is left that shows the media. */
    Mono<Boolean> delete(RecordingRow recording) {
        return database.transaction(client -> client.sql("delete from recordings where id = $1")
                .bind(0, recording.id())
                .fetch()
                .rowsUpdated()
                .then(client.sql("select not exists (select 1 from recordings where media_id = $1)")
                        .bind(0, recording.media())
                        .map(row -> row.get(0, Boolean.class))
                        .one()));
    }
}
