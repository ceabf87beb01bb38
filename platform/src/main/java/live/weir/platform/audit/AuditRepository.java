package live.weir.platform.audit;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import live.weir.platform.infrastructure.database.Database;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The audit log in Postgres. */
@Component
final class AuditRepository {

    private final Database database;

    AuditRepository(Database database) {
        this.database = database;
    }

    /** May be repeated: what is there already stays as it is. */
    Mono<Void> insert(List<AuditEvent> events) {
        return database.write(client -> client.sql("""
                        insert into audit_events (at, id, action, actor, subject, origin, detail)
                        select * from unnest($1::timestamptz[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
                                             $7::text[])
                        on conflict do nothing
                        """)
                .bind(0, column(events, event -> event.at().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
                .bind(1, column(events, AuditEvent::id, UUID[]::new))
                .bind(2, column(events, AuditEvent::action, String[]::new))
                .bind(3, column(events, AuditEvent::actor, String[]::new))
                .bind(4, column(events, AuditEvent::subject, String[]::new))
                .bind(5, column(events, AuditEvent::origin, String[]::new))
                .bind(6, column(events, AuditEvent::detail, String[]::new))
                .then());
    }

    private static <T> T[] column(List<AuditEvent> events, Function<AuditEvent, T> value, IntFunction<T[]> array) {
        return events.stream().map(value).toArray(array);
    }

    /** Newest first; of one actor if one is named. */
    Mono<List<AuditEvent>> before(@Nullable String actor, @Nullable Instant at, @Nullable UUID id, int rows) {
        return database.read(client -> bind(client.sql("""
                                select at, id, action, actor, subject, origin, detail from audit_events
                                where ($1::text is null or actor = $1)
                                  and ($2::timestamptz is null or (at, id) < ($2, $3))
                                order by at desc, id desc
                                limit $4
                                """), actor, at, id)
                .bind(3, rows)
                .map(AuditRepository::event)
                .all()
                .collectList());
    }

    private static GenericExecuteSpec bind(
            GenericExecuteSpec query, @Nullable String actor, @Nullable Instant at, @Nullable UUID id) {
        GenericExecuteSpec byActor = actor == null ? query.bindNull(0, String.class) : query.bind(0, actor);
        return at == null || id == null
                ? byActor.bindNull(1, OffsetDateTime.class).bindNull(2, UUID.class)
                : byActor.bind(1, at.atOffset(ZoneOffset.UTC)).bind(2, id);
    }

    private static AuditEvent event(Readable row) {
        return new AuditEvent(
                row.get("at", Instant.class),
                row.get("id", UUID.class),
                row.get("action", String.class),
                row.get("actor", String.class),
                row.get("subject", String.class),
                row.get("origin", String.class),
                row.get("detail", String.class));
    }
}
