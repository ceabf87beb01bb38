package live.weir.platform.chat.room;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.weir.platform.infrastructure.database.Database;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Notes of those who may not speak, in Postgres. */
@Repository
class AppealRepository {

    private static final int MOST_SHOWN = 100;

    private final Database database;

    /** @param answeredBy null while it waits */
    record Appeal(
            String handle,
            String text,
            Instant at,
            @Nullable String answer,
            @Nullable String answeredBy,
            @Nullable Instant until,
            String reason) {}

    AppealRepository(Database database) {
        this.database = database;
    }

    private static Appeal appeal(Readable row) {
        return new Appeal(
                row.get("handle", String.class),
                row.get("text", String.class),
                row.get("at", Instant.class),
                row.get("answer", String.class),
                row.get("answered_by", String.class),
                row.get("until", Instant.class),
                row.get("reason", String.class));
    }

    /**
     * Whether it is taken: there is a decision that the person knows of, and no note about it yet. A decision made anew may be
     * appealed against anew.
     */
    Mono<Boolean> leave(UUID channel, UUID account, String text) {
        return database.write(client -> client.sql("""
            insert into chat_appeals (channel_id, account_id, handle, text, imposed_at)
            select channel_id, account_id, handle, $3, created_at from chat_sanctions
            where channel_id = $1 and account_id = $2 and not shadow and (until is null or until > now())
            on conflict (channel_id, account_id) do update
            set text = excluded.text, imposed_at = excluded.imposed_at, at = now(), answer = null, answered_by = null
            where chat_appeals.imposed_at <> excluded.imposed_at
            """)
                .bind(0, channel)
                .bind(1, account)
                .bind(2, text)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }

    /** Completes empty if there is none about a decision that holds. */
    Mono<Appeal> of(UUID channel, UUID account) {
        return database.readFresh(client -> client.sql("""
            select a.handle, a.text, a.at, a.answer, a.answered_by, s.until, s.reason
            from chat_appeals a join chat_sanctions s using (channel_id, account_id)
            where channel_id = $1 and account_id = $2 and a.imposed_at = s.created_at
              and not s.shadow and (s.until is null or s.until > now())
            """)
                .bind(0, channel)
                .bind(1, account)
                .map(AppealRepository::appeal)
                .one());
    }

    /** Those that wait, the oldest first. */
    Mono<List<Appeal>> waiting(UUID channel) {
        return database.readFresh(client -> client.sql("""
            select a.handle, a.text, a.at, a.answer, a.answered_by, s.until, s.reason
            from chat_appeals a join chat_sanctions s using (channel_id, account_id)
            where channel_id = $1 and a.answered_by is null and a.imposed_at = s.created_at
              and (s.until is null or s.until > now())
            order by a.at limit $2
            """)
                .bind(0, channel)
                .bind(1, MOST_SHOWN)
                .map(AppealRepository::appeal)
                .all()
                .collectList());
    }

    /** Whether one waited; of two moderators at once, one answers. */
    Mono<Boolean> answer(UUID channel, String handle, String by, String answer) {
        return database.write(client -> client.sql("""
            update chat_appeals set answer = $3, answered_by = $4
            where channel_id = $1 and handle = $2 and answered_by is null
            """)
                .bind(0, channel)
                .bind(1, handle)
                .bind(2, answer)
                .bind(3, by)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }
}
