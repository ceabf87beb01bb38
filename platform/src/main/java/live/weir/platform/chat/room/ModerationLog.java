package live.weir.platform.chat.room;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import live.weir.platform.infrastructure.database.Database;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What moderators did, as Postgres has it. */
@Component
final class ModerationLog {

    private final Database database;
    private final RulesRepository rules;

    ModerationLog(Database database, RulesRepository rules) {
        this.database = database;
        this.rules = rules;
    }

    /** @param subject to whom */
    record Entry(Instant at, UUID id, String actor, String action, String subject, String detail) {}

    Mono<List<Sanction>> sanctions(UUID channel) {
        return rules.sanctions(channel);
    }

    /** Where a page ended: several things may be of one time. */
    record Place(Instant at, UUID id) {}

    Mono<List<Entry>> before(UUID channel, @Nullable Place before, int most) {
        return database.read(client -> {
            GenericExecuteSpec query = client.sql("""
                select at, id, actor, action, subject, detail from chat_moderation
                where channel_id = $1 and ($2::timestamptz is null or (at, id) < ($2, $3))
                order by at desc, id desc limit $4
                """).bind(0, channel);
            return (before == null
                            ? query.bindNull(1, OffsetDateTime.class).bindNull(2, UUID.class)
                            : query.bind(1, before.at().atOffset(ZoneOffset.UTC))
                                    .bind(2, before.id()))
                    .bind(3, most)
                    .map(row -> new Entry(
                            row.get(0, Instant.class),
                            row.get(1, UUID.class),
                            row.get(2, String.class),
                            row.get(3, String.class),
                            row.get(4, String.class),
                            row.get(5, String.class)))
                    .all()
                    .collectList();
        });
    }
}
