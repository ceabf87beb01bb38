package live.weir.platform.channel;

import java.time.Instant;
import live.weir.platform.identity.AccountId;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.database.Database;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Who follows which channel. */
@Repository
class FollowerRepository {

    private final Database database;

    FollowerRepository(Database database) {
        this.database = database;
    }

    /** Completes empty for who does not follow. */
    Mono<Instant> since(ChannelId channel, AccountId account) {
        return database.readFresh(client -> client.sql("""
                        select created_at from channel_followers where channel_id = $1 and account_id = $2
                        """)
                .bind(0, channel.value())
                .bind(1, account.value())
                .map(row -> row.get(0, Instant.class))
                .one());
    }

    Mono<Long> count(ChannelId channel) {
        return database.readFresh(client -> client.sql("select count(*) from channel_followers where channel_id = $1")
                .bind(0, channel.value())
                .map(row -> row.get(0, Long.class))
                .one());
    }

    /** Whether the account has room for one more; who follows already has. */
    Mono<Boolean> mayAdd(ChannelId channel, AccountId account, int most) {
        return database.readFresh(client -> client.sql("""
                        select count(*) < $3 from (
                            select 1 from channel_followers where account_id = $2 and channel_id <> $1 limit $3) others
                        """)
                .bind(0, channel.value())
                .bind(1, account.value())
                .bind(2, most)
                .map(row -> row.get(0, Boolean.class))
                .one());
    }

    /** Whether the account did not follow before. */
    Mono<Boolean> add(ChannelId channel, AccountId account) {
        return database.write(client -> client.sql("""
                        insert into channel_followers (channel_id, account_id) values ($1, $2) on conflict do nothing
                        """)
                .bind(0, channel.value())
                .bind(1, account.value())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }

    /** Whether the account followed before. */
    Mono<Boolean> remove(ChannelId channel, AccountId account) {
        return database.write(
                client -> client.sql("delete from channel_followers where channel_id = $1 and account_id = $2")
                        .bind(0, channel.value())
                        .bind(1, account.value())
                        .fetch()
                        .rowsUpdated()
                        .map(rows -> rows > 0));
    }
}
