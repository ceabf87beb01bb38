package live.weir.platform.channel;

import java.util.List;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.database.Database;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Who moderates which channel. */
@Repository
class ModeratorRepository {

    private final Database database;

    ModeratorRepository(Database database) {
        this.database = database;
    }

    Mono<Boolean> has(ChannelId channel, AccountId account) {
        return ask("""
                select exists (select 1 from channel_moderators where channel_id = $1 and account_id = $2)
                """, channel, account);
    }

    Mono<Boolean> moderatesOrOwns(ChannelId channel, AccountId account) {
        return ask("""
                select exists (select 1 from channels where id = $1 and owner_id = $2)
                    or exists (select 1 from channel_moderators where channel_id = $1 and account_id = $2)
                """, channel, account);
    }

    private Mono<Boolean> ask(String question, ChannelId channel, AccountId account) {
        return database.readFresh(client -> client.sql(question)
                .bind(0, channel.value())
                .bind(1, account.value())
                .map(row -> row.get(0, Boolean.class))
                .one());
    }

    /** The longest-serving first. */
    Mono<List<AccountId>> of(ChannelId channel) {
        return database.readFresh(client -> client.sql("""
                        select account_id from channel_moderators where channel_id = $1 order by created_at, account_id
                        """)
                .bind(0, channel.value())
                .map(row -> new AccountId(row.get(0, UUID.class)))
                .all()
                .collectList());
    }

    /** How many moderators the channel has besides this account. */
    Mono<Long> countOthers(DatabaseClient client, ChannelId channel, AccountId account) {
        return client.sql("select count(*) from channel_moderators where channel_id = $1 and account_id <> $2")
                .bind(0, channel.value())
                .bind(1, account.value())
                .map(row -> row.get(0, Long.class))
                .one();
    }

    /** Whether the account was not a moderator before. */
    Mono<Boolean> add(DatabaseClient client, ChannelId channel, AccountId account) {
        return client.sql("""
                        insert into channel_moderators (channel_id, account_id) values ($1, $2) on conflict do nothing
                        """)
                .bind(0, channel.value())
                .bind(1, account.value())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** Whether the account was a moderator before. */
    Mono<Boolean> remove(ChannelId channel, AccountId account) {
        return database.write(
                client -> client.sql("delete from channel_moderators where channel_id = $1 and account_id = $2")
                        .bind(0, channel.value())
                        .bind(1, account.value())
                        .fetch()
                        .rowsUpdated()
                        .map(rows -> rows > 0));
    }
}
