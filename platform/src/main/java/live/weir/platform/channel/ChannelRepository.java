package live.weir.platform.channel;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.database.Database;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table of channels. Reads are fresh: what they find is kept in caches that a change has emptied just before. */
@Repository
class ChannelRepository {

    private final Database database;

    ChannelRepository(Database database) {
        this.database = database;
    }

    Mono<ChannelRow> bySlug(String slug) {
        return database.readFresh(client -> client.sql("select * from channels where slug = $1")
                .bind(0, slug)
                .map(ChannelRow::of)
                .one());
    }

    Mono<ChannelRow> byId(ChannelId id) {
        return database.readFresh(client -> client.sql("select * from channels where id = $1")
                .bind(0, id.value())
                .map(ChannelRow::of)
                .one());
    }

    Mono<List<ChannelRow>> byIds(Collection<ChannelId> ids) {
        return database.readFresh(client -> client.sql("select * from channels where id = any ($1)")
                .bind(0, ids.stream().map(ChannelId::value).toArray(UUID[]::new))
                .map(ChannelRow::of)
                .all()
                .collectList());
    }

    /** Newest first, after the given place. */
    Mono<List<ChannelRow>> ofOwner(AccountId owner, Place after, int limit) {
        return database.readFresh(client -> client.sql("""
                        select * from channels
                        where owner_id = $1 and (created_at, id) < ($2, $3)
                        order by created_at desc, id desc
                        limit $4
                        """)
                .bind(0, owner.value())
                .bind(1, after.createdAt())
                .bind(2, after.id())
                .bind(3, limit)
                .map(ChannelRow::of)
                .all()
                .collectList());
    }

    /** Newest first, after the given place. */
    Mono<List<ChannelRow>> ofModerator(AccountId moderator, Place after, int limit) {
        return database.readFresh(client -> client.sql("""
                        select c.* from channels c join channel_moderators m on m.channel_id = c.id
                        where m.account_id = $1 and (c.created_at, c.id) < ($2, $3)
                        order by c.created_at desc, c.id desc
                        limit $4
                        """)
                .bind(0, moderator.value())
                .bind(1, after.createdAt())
                .bind(2, after.id())
                .bind(3, limit)
                .map(ChannelRow::of)
                .all()
                .collectList());
    }

    /** Completes empty if there is no such channel; nobody else does so until the transaction ends. */
    Mono<ChannelId> lock(DatabaseClient client, ChannelId id) {
        return client.sql("select id from channels where id = $1 for no key update")
                .bind(0, id.value())
                .map(row -> id)
                .one();
    }

    Mono<List<ChannelRow>> ofOwner(AccountId owner) {
        return database.readFresh(client -> client.sql("select * from channels where owner_id = $1")
                .bind(0, owner.value())
                .map(ChannelRow::of)
                .all()
                .collectList());
    }

    /** The channels that went with this account, each told once; and those of others that nobody asked for in a day. */
    Mono<List<Orphan>> takeOrphans(AccountId owner) {
        return database.write(client -> client.sql("""
                        delete from orphaned_channels
                        where owner_id = $1 or deleted_at < now() - interval '1 day'
                        returning id, slug
                        """)
                .bind(0, owner.value())
                .map(row -> new Orphan(new ChannelId(row.get("id", UUID.class)), row.get("slug", String.class)))
                .all()
                .collectList());
    }

    Mono<List<String>> latestPublicSlugs(int limit) {
        return database.read(client -> client.sql("""
                        select slug from channels where visibility = 'public' order by updated_at desc limit $1
                        """)
                .bind(0, limit)
                .map(row -> row.get("slug", String.class))
                .all()
                .collectList());
    }

    /** Completes empty if the slug is taken: the constraint decides, also between two who ask at once. */
    Mono<ChannelRow> insert(DatabaseClient client, AccountId owner, String slug, ChannelDetails details) {
        return client.sql("""
                        insert into channels (id, owner_id, slug, title, description, language, visibility)
                        values ($1, $2, $3, $4, $5, $6, $7)
                        on conflict on constraint channels_slug_key do nothing
                        returning *
                        """)
                .bind(0, ChannelId.next().value())
                .bind(1, owner.value())
                .bind(2, slug)
                .bind(3, details.title())
                .bind(4, details.description())
                .bind(5, details.language())
                .bind(6, details.visibility().code())
                .map(ChannelRow::of)
                .one();
    }

    /** How many channels the account has; nobody adds one to them until the transaction ends. */
    Mono<Long> countLocked(DatabaseClient client, AccountId owner) {
        return client.sql("select pg_advisory_xact_lock(hashtextextended($1, 0))")
                .bind(0, "channels of " + owner)
                .then()
                .then(client.sql("select count(*) from channels where owner_id = $1")
                        .bind(0, owner.value())
                        .map(row -> row.get(0, Long.class))
                        .one());
    }

    /** Completes empty if somebody changed the row since it was read. */
    Mono<ChannelRow> update(ChannelRow read, ChannelDetails details) {
        return database.write(client -> client.sql("""
                        update channels
                        set title = $3, description = $4, language = $5, visibility = $6, next_broadcast_at = $7::timestamptz,
                            version = version + 1, updated_at = now()
                        where id = $1 and version = $2
                        returning *
                        """)
                .bind(0, read.id().value())
                .bind(1, read.version())
                .bind(2, details.title())
                .bind(3, details.description())
                .bind(4, details.language())
                .bind(5, details.visibility().code())
                .bind(6, nullable(details.nextBroadcastAt()))
                .map(ChannelRow::of)
                .one());
    }

    private static Parameter nullable(@Nullable Instant time) {
        return time == null ? Parameters.in(Instant.class) : Parameters.in(time);
    }

    Mono<Boolean> delete(ChannelId id) {
        return database.write(client -> client.sql("delete from channels where id = $1")
                .bind(0, id.value())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }

    /** A channel that went with its owner's account. */
    record Orphan(ChannelId id, String slug) {}

    /** Where a page of channels begins. */
    record Place(Instant createdAt, UUID id) {

        /** Before everything: later than any channel. */
        static final Place START = new Place(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1L, -1L));
    }
}
