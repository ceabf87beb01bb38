package live.weir.platform.channel;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.identity.TimeOrderedId;
import live.weir.platform.infrastructure.database.Database;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table of stream keys. */
@Repository
class StreamKeyRepository {

    private final Database database;

    StreamKeyRepository(Database database) {
        this.database = database;
    }

    Mono<List<StreamKeyRow>> of(ChannelId channel) {
        return database.readFresh(client -> client.sql("""
                        select * from stream_keys where channel_id = $1 order by created_at, id
                        """)
                .bind(0, channel.value())
                .map(StreamKeyRow::of)
                .all()
                .collectList());
    }

    /** Whose key has this hash, given in hex. */
    Mono<KeyedChannel> byHash(String hash) {
        return database.readFresh(client -> client.sql("""
                        select k.id, k.channel_id, c.slug
                        from stream_keys k join channels c on c.id = k.channel_id
                        where k.key_hash = decode($1, 'hex')
                        """)
                .bind(0, hash)
                .map(row -> new KeyedChannel(
                        row.get("id", UUID.class),
                        new ChannelId(row.get("channel_id", UUID.class)),
                        row.get("slug", String.class)))
                .one());
    }

    Mono<Long> count(DatabaseClient client, ChannelId channel) {
        return client.sql("select count(*) from stream_keys where channel_id = $1")
                .bind(0, channel.value())
                .map(row -> row.get(0, Long.class))
                .one();
    }

    Mono<StreamKeyRow> insert(DatabaseClient client, ChannelId channel, String name, StreamKey key) {
        return client.sql("""
                        insert into stream_keys (id, channel_id, name, hint, key_hash) values ($1, $2, $3, $4, $5)
                        returning *
                        """)
                .bind(0, TimeOrderedId.next())
                .bind(1, channel.value())
                .bind(2, name)
                .bind(3, key.hint())
                .bind(4, ByteBuffer.wrap(key.hash()))
                .map(StreamKeyRow::of)
                .one();
    }

    /** Completes empty if the channel has no such key. */
    Mono<Rotated> rotate(ChannelId channel, UUID id, StreamKey key) {
        return database.write(client -> client.sql("""
                        update stream_keys k
                        set key_hash = $3, hint = $4, rotated_at = now(), last_used_at = null
                        from (select id, key_hash from stream_keys where id = $2 and channel_id = $1 for update) old
                        where k.id = old.id
                        returning k.*, encode(old.key_hash, 'hex') as old_hash
                        """)
                .bind(0, channel.value())
                .bind(1, id)
                .bind(2, ByteBuffer.wrap(key.hash()))
                .bind(3, key.hint())
                .map(row -> new Rotated(StreamKeyRow.of(row), row.get("old_hash", String.class)))
                .one());
    }

    /** Completes with the hash in hex, or empty if the channel has no such key. */
    Mono<String> delete(ChannelId channel, UUID id) {
        return database.write(client -> client.sql("""
                        delete from stream_keys where id = $2 and channel_id = $1
                        returning encode(key_hash, 'hex') as old_hash
                        """)
                .bind(0, channel.value())
                .bind(1, id)
                .map(row -> row.get("old_hash", String.class))
                .one());
    }

    Mono<Long> recordUses(Map<UUID, Instant> uses) {
        List<Map.Entry<UUID, Instant>> entries = List.copyOf(uses.entrySet());
        return database.write(client -> client.sql("""
                        update stream_keys k set last_used_at = u.at
                        from unnest($1, $2) as u (id, at)
                        where k.id = u.id
                        """)
                .bind(0, entries.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                .bind(1, entries.stream().map(Map.Entry::getValue).toArray(Instant[]::new))
                .fetch()
                .rowsUpdated());
    }

    record Rotated(StreamKeyRow key, String oldHash) {}
}
