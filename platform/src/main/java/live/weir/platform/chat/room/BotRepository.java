package live.weir.platform.chat.room;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.weir.platform.chat.room.Provisions.Bot;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.web.problem.Problem;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The bots of channels, in Postgres. */
@Repository
class BotRepository {

    private final Database database;

    BotRepository(Database database) {
        this.database = database;
    }

    private static Bot bot(Readable row) {
        return new Bot(
                row.get("id", UUID.class),
                row.get("name", String.class),
                Boolean.TRUE.equals(row.get("moderates", Boolean.class)),
                row.get("created_at", Instant.class));
    }

    /** The oldest first. */
    Mono<List<Bot>> of(UUID channel) {
        return database.readFresh(client -> client.sql("""
            select id, name, moderates, created_at from chat_bots where channel_id = $1 order by created_at, id limit $2
            """)
                .bind(0, channel)
                .bind(1, Provisions.MOST_BOTS)
                .map(BotRepository::bot)
                .all()
                .collectList());
    }

    /** Completes empty if the channel has no bot with this token. */
    Mono<Bot> byToken(UUID channel, byte[] hash) {
        return database.readFresh(client -> client.sql("""
            select id, name, moderates, created_at from chat_bots where token_hash = $1 and channel_id = $2
            """)
                .bind(0, hash)
                .bind(1, channel)
                .map(BotRepository::bot)
                .one());
    }

    Mono<Bot> add(UUID channel, Bot bot, byte[] hash) {
        return database.transaction(client -> client.sql("select 1 from chat_rooms where channel_id = $1 for update")
                        .bind(0, channel)
                        .fetch()
                        .first()
                        .then(client.sql("select count(*) from chat_bots where channel_id = $1")
                                .bind(0, channel)
                                .map(row -> row.get(0, Long.class))
                                .one())
                        .filter(count -> count < Provisions.MOST_BOTS)
                        .switchIfEmpty(Mono.error(BotRepository::tooMany))
                        .flatMap(count -> client.sql("""
                            insert into chat_bots (id, channel_id, name, moderates, token_hash, created_at)
                            values ($1, $2, $3, $4, $5, now()) returning id, name, moderates, created_at
                            """)
                                .bind(0, bot.id())
                                .bind(1, channel)
                                .bind(2, bot.name())
                                .bind(3, bot.moderates())
                                .bind(4, hash)
                                .map(BotRepository::bot)
                                .one()))
                .onErrorMap(DataIntegrityViolationException.class, taken -> taken(bot.name()));
    }

    Mono<Boolean> remove(UUID channel, UUID bot) {
        return database.write(client -> client.sql("delete from chat_bots where channel_id = $1 and id = $2")
                .bind(0, channel)
                .bind(1, bot)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }

    private static Problem tooMany() {
        return Problem.conflict(
                "too-many-bots", "Too many bots", "A channel has at most " + Provisions.MOST_BOTS + " bots.");
    }

    private static Problem taken(String name) {
        return Problem.conflict("name-taken", "Name taken", "The channel has a bot called '" + name + "' already.");
    }
}
