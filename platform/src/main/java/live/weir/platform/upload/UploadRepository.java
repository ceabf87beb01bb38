package live.weir.platform.upload;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.database.Database;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table of uploads. Changes of state name the state that they start from, so that of two only one happens. */
@Repository
class UploadRepository {

    private static final String COLUMNS = "id, channel_id, title, bytes, received, state, progress, reason, attempts,"
            + " media_id, disk_id, node, created_at, touched_at";
    private static final String UNDER_WAY = "state in ('receiving', 'queued', 'converting', 'storing')";

    /** Of one channel; there are never more under way, and what is over goes. */
    private static final int MOST_LISTED = 100;

    private final Database database;

    UploadRepository(Database database) {
        this.database = database;
    }

    /** What there is beside a new one. */
    record Load(long ofAccount, long bytesOnDisk) {}

    Mono<Load> load(AccountId account, UUID disk) {
        return database.readFresh(client -> client.sql("""
                        select (select count(*) from uploads where account_id = $1 and %1$s) as mine,
                            (select coalesce(sum(bytes), 0)::bigint from uploads where disk_id = $2 and %1$s) as taken
                        """.formatted(UNDER_WAY))
                .bind(0, account.value())
                .bind(1, disk)
                .map(row -> new Load(row.get("mine", Long.class), row.get("taken", Long.class)))
                .one());
    }

    Mono<Void> insert(UUID id, ChannelId channel, AccountId account, String title, long bytes, UUID disk, String node) {
        return changed(database.write(client -> client.sql("""
                        insert into uploads (id, channel_id, account_id, title, bytes, state, disk_id, node)
                        values ($1, $2, $3, $4, $5, 'receiving', $6, $7)
                        """)
                        .bind(0, id)
                        .bind(1, channel.value())
                        .bind(2, account.value())
                        .bind(3, title)
                        .bind(4, bytes)
                        .bind(5, disk)
                        .bind(6, node)
                        .fetch()
                        .rowsUpdated()))
                .then();
    }

    Mono<UploadRow> byId(UUID id) {
        return database.readFresh(client -> client.sql("select " + COLUMNS + " from uploads where id = $1")
                .bind(0, id)
                .map(UploadRow::of)
                .one());
    }

    /** The newest first. */
    Mono<List<UploadRow>> of(ChannelId channel) {
        return database.readFresh(client -> client.sql("select " + COLUMNS
                        + " from uploads where channel_id = $1 order by created_at desc limit " + MOST_LISTED)
                .bind(0, channel.value())
                .map(UploadRow::of)
                .all()
                .collectList());
    }

    Mono<List<UploadRow>> onDisk(UUID disk) {
        return database.readFresh(
                client -> client.sql("select " + COLUMNS + " from uploads where disk_id = $1 order by created_at")
                        .bind(0, disk)
                        .map(UploadRow::of)
                        .all()
                        .collectList());
    }

    /** A run of a node has the disk from now on. */
    Mono<Void> adopt(UUID disk, String node) {
        return database.write(client -> client.sql("update uploads set node = $2 where disk_id = $1")
                .bind(0, disk)
                .bind(1, node)
                .fetch()
                .rowsUpdated()
                .then());
    }

    Mono<Boolean> received(UUID id, long received, boolean all) {
        return changed(database.write(client -> client.sql("""
                        update uploads set received = $2, state = $3, touched_at = now() where id = $1 and state = 'receiving'
                        """)
                .bind(0, id)
                .bind(1, received)
                .bind(2, all ? UploadRow.QUEUED : UploadRow.RECEIVING)
                .fetch()
                .rowsUpdated()));
    }

    /** The one that has waited longest; empty if none waits. */
    Mono<UploadRow> claim(UUID disk, UUID media) {
        return database.write(client -> client.sql("""
                        update uploads set state = 'converting', attempts = attempts + 1, media_id = $2, progress = 0,
                            touched_at = now()
                        where id = (select id from uploads where disk_id = $1 and state = 'queued'
                            order by touched_at limit 1 for update skip locked)
                        returning %s
                        """.formatted(COLUMNS))
                .bind(0, disk)
                .bind(1, media)
                .map(UploadRow::of)
                .one());
    }

    /** False if it is not wanted any more. */
    Mono<Boolean> progressed(UUID id, UUID media, int thousandths) {
        return changed(database.write(client -> client.sql(
                        "update uploads set progress = $3 where id = $1 and media_id = $2 and state = 'converting'")
                .bind(0, id)
                .bind(1, media)
                .bind(2, thousandths)
                .fetch()
                .rowsUpdated()));
    }

    /** From converting or storing. */
    Mono<Boolean> turn(UUID id, UUID media, String state, @Nullable String reason, int attempts) {
        return changed(database.write(client -> {
            GenericExecuteSpec statement =
                    client.sql("""
                            update uploads set state = $3, attempts = $4, progress = case when $3 = 'queued' then 0 else progress end,
                                reason = $5, touched_at = now()
                            where id = $1 and media_id = $2 and state in ('converting', 'storing')
                            """).bind(0, id).bind(1, media).bind(2, state).bind(3, attempts);
            return (reason == null ? statement.bindNull(4, String.class) : statement.bind(4, reason))
                    .fetch()
                    .rowsUpdated();
        }));
    }

    /** The row as it was; empty if there is none, or if it is being stored. */
    Mono<UploadRow> delete(UUID id) {
        return database.write(
                client -> client.sql("delete from uploads where id = $1 and state <> 'storing' returning " + COLUMNS)
                        .bind(0, id)
                        .map(UploadRow::of)
                        .one());
    }

    /** Of what came no more, and of what is over and was told for long enough; wherever their bytes are. */
    Mono<Long> expire(Instant before) {
        return database.write(client -> client.sql(
                        "delete from uploads where touched_at < $1 and state in ('receiving', 'ready', 'failed')")
                .bind(0, before)
                .fetch()
                .rowsUpdated());
    }

    /** Under way, but not on this disk, and for a while. */
    Mono<List<UploadRow>> elsewhere(UUID disk, Instant before) {
        return database.readFresh(client -> client.sql("select " + COLUMNS + " from uploads where disk_id <> $1"
                        + " and touched_at < $2 and state in ('queued', 'converting', 'storing') limit " + MOST_LISTED)
                .bind(0, disk)
                .bind(1, before)
                .map(UploadRow::of)
                .all()
                .collectList());
    }

    /** The node that had its bytes is gone; unless it came back meanwhile. */
    Mono<Void> lose(UploadRow row, String reason) {
        return database.write(client -> client.sql(
                        "update uploads set state = 'failed', reason = $3, touched_at = now() where id = $1 and node = $2")
                .bind(0, row.id())
                .bind(1, row.node())
                .bind(2, reason)
                .fetch()
                .rowsUpdated()
                .then());
    }

    /** Whether the media is being written, or was and is given up. */
    Mono<Boolean> isDraft(UUID media) {
        return database.readFresh(
                client -> client.sql("select exists (select 1 from uploads where media_id = $1 and state <> 'ready')")
                        .bind(0, media)
                        .map(row -> row.get(0, Boolean.class))
                        .one());
    }

    private static Mono<Boolean> changed(Mono<Long> rows) {
        return rows.map(count -> count > 0);
    }
}
