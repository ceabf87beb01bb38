package live.weir.platform.chat.emote;

import java.util.List;
import java.util.UUID;
import live.weir.platform.chat.emote.EmotePictures.Sizes;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.web.problem.Problem;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Emotes in Postgres. */
@Repository
class EmoteRepository {

    static final int MOST = 60;

    private final Database database;

    record Emote(String name, UUID id) {}

    EmoteRepository(Database database) {
        this.database = database;
    }

    Mono<List<Emote>> of(UUID channel) {
        return database.readFresh(client -> client.sql(
                        "select name, id from chat_emotes where channel_id = $1 order by name limit $2")
                .bind(0, channel)
                .bind(1, MOST)
                .map(row -> new Emote(row.get(0, String.class), row.get(1, UUID.class)))
                .all()
                .collectList());
    }

    /** @param column one of the three */
    Mono<byte[]> picture(UUID id, String column) {
        return database.read(client -> client.sql("select " + column + " from chat_emotes where id = $1")
                .bind(0, id)
                .map(row -> row.get(0, byte[].class))
                .one());
    }

    /** In the place of one of the same name; under an id of its own, for the pictures of an id never change. */
    Mono<Void> put(UUID channel, UUID id, String name, Sizes sizes, String by) {
        return database.transaction(client -> client.sql("select 1 from channels where id = $1 for update")
                .bind(0, channel)
                .fetch()
                .first()
                .then(client.sql("delete from chat_emotes where channel_id = $1 and name = $2")
                        .bind(0, channel)
                        .bind(1, name)
                        .then())
                .then(client.sql("select count(*) from chat_emotes where channel_id = $1")
                        .bind(0, channel)
                        .map(row -> row.get(0, Long.class))
                        .one())
                .filter(count -> count < MOST)
                .switchIfEmpty(Mono.error(EmoteRepository::tooMany))
                .flatMap(count -> client.sql("""
                    insert into chat_emotes (id, channel_id, name, small, medium, large, by_handle)
                    values ($1, $2, $3, $4, $5, $6, $7)
                    """)
                        .bind(0, id)
                        .bind(1, channel)
                        .bind(2, name)
                        .bind(3, sizes.small())
                        .bind(4, sizes.medium())
                        .bind(5, sizes.large())
                        .bind(6, by)
                        .then()));
    }

    Mono<Boolean> remove(UUID channel, String name) {
        return database.write(client -> client.sql("delete from chat_emotes where channel_id = $1 and name = $2")
                .bind(0, channel)
                .bind(1, name)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }

    private static Problem tooMany() {
        return Problem.conflict("too-many-emotes", "Too many emotes", "A channel has at most " + MOST + " emotes.");
    }
}
