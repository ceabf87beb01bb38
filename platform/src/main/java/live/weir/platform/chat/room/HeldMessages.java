package live.weir.platform.chat.room;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import live.weir.platform.chat.protocol.ServerMessage.Held;
import live.weir.platform.chat.protocol.ServerMessage.Person;
import live.weir.platform.chat.protocol.ServerMessage.Role;
import live.weir.platform.infrastructure.database.Database;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What filters hold back, until a moderator decides or a month has passed. */
@Component
final class HeldMessages {

    private static final int MOST = 100;

    private final Database database;

    HeldMessages(Database database) {
        this.database = database;
    }

    /** @param said the client's id */
    record HeldMessage(UUID id, String said, Held held) {}

    Mono<Void> keep(UUID channel, HeldMessage message) {
        Held held = message.held();
        return database.write(client -> client.sql("""
            insert into chat_held (id, channel_id, account_id, said, name, handle, role, text, reason, score, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing
            """)
                        .bind(0, message.id())
                        .bind(1, channel)
                        .bind(2, UUID.fromString(held.from().id()))
                        .bind(3, message.said())
                        .bind(4, held.from().name())
                        .bind(5, held.from().handle())
                        .bind(6, held.from().role().name().toLowerCase(Locale.ROOT))
                        .bind(7, held.text())
                        .bind(8, held.reason())
                        .bind(9, held.score())
                        .bind(10, held.at().atOffset(ZoneOffset.UTC))
                        .fetch()
                        .rowsUpdated())
                .then();
    }

    /** The oldest first. */
    Mono<List<Held>> of(UUID channel) {
        return database.readFresh(client -> client.sql("""
            select id, account_id, said, name, handle, role, text, reason, score, at from chat_held
            where channel_id = $1 order by at limit $2
            """)
                .bind(0, channel)
                .bind(1, MOST)
                .map(row -> message(row).held())
                .all()
                .collectList());
    }

    /** Empty if somebody else was quicker. */
    Mono<HeldMessage> take(UUID channel, UUID id) {
        return database.write(client -> client.sql("""
            delete from chat_held where channel_id = $1 and id = $2
            returning id, account_id, said, name, handle, role, text, reason, score, at
            """)
                .bind(0, channel)
                .bind(1, id)
                .map(HeldMessages::message)
                .one());
    }

    private static HeldMessage message(Readable row) {
        UUID id = row.get("id", UUID.class);
        Person from = new Person(
                row.get("account_id", UUID.class).toString(),
                row.get("handle", String.class),
                row.get("name", String.class),
                Role.valueOf(row.get("role", String.class).toUpperCase(Locale.ROOT)));
        return new HeldMessage(
                id,
                row.get("said", String.class),
                new Held(
                        id.toString(),
                        from,
                        row.get("text", String.class),
                        row.get("at", Instant.class),
                        row.get("reason", String.class),
                        row.get("score", Double.class)));
    }
}
