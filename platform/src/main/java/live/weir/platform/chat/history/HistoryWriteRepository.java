package live.weir.platform.chat.history;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import live.weir.platform.chat.history.HistoryStep.Cleared;
import live.weir.platform.chat.history.HistoryStep.Deleted;
import live.weir.platform.chat.history.HistoryStep.Edited;
import live.weir.platform.chat.history.HistoryStep.Happened;
import live.weir.platform.chat.history.HistoryStep.Imposed;
import live.weir.platform.chat.history.HistoryStep.Lifted;
import live.weir.platform.chat.history.HistoryStep.Moderated;
import live.weir.platform.chat.history.HistoryStep.Pinned;
import live.weir.platform.chat.history.HistoryStep.Twin;
import live.weir.platform.chat.protocol.ServerMessage.Message;
import live.weir.platform.chat.protocol.ServerMessage.Quote;
import live.weir.platform.chat.protocol.ServerMessage.SystemEvent;
import live.weir.platform.infrastructure.database.Database;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes what happened, in its order; all of it may be written again. */
@Repository
class HistoryWriteRepository {

    private final Database database;

    HistoryWriteRepository(Database database) {
        this.database = database;
    }

    private record Line(
            Instant at,
            UUID id,
            UUID channel,
            long seq,
            String kind,
            String said,
            @Nullable UUID account,
            String handle,
            String name,
            String role,
            String text,
            String mentions,
            @Nullable Quote reply) {}

    /** What happened in a row is one statement, and one statement needs no transaction of its own. */
    Mono<Void> write(List<HistoryStep> steps) {
        return steps.size() == 1 || steps.stream().allMatch(Happened.class::isInstance)
                ? database.write(client -> statements(client, steps).get(0))
                : database.transaction(client -> Flux.fromIterable(statements(client, steps))
                        .concatMap(statement -> statement)
                        .then());
    }

    private static List<Mono<Void>> statements(DatabaseClient client, List<HistoryStep> steps) {
        List<Mono<Void>> statements = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (HistoryStep step : steps) {
            if (step instanceof Happened happened) {
                lines.add(line(happened));
            } else {
                flush(client, lines, statements);
                statements.add(statement(client, step));
            }
        }
        flush(client, lines, statements);
        return statements;
    }

    private static void flush(DatabaseClient client, List<Line> lines, List<Mono<Void>> statements) {
        if (!lines.isEmpty()) {
            statements.add(insert(client, List.copyOf(lines)));
            lines.clear();
        }
    }

    private static Mono<Void> statement(DatabaseClient client, HistoryStep step) {
        if (step instanceof Edited edited) {
            return edit(client, edited);
        }
        if (step instanceof Deleted deleted) {
            return delete(client, deleted);
        }
        if (step instanceof Cleared cleared) {
            return clear(client, cleared);
        }
        if (step instanceof Twin twin) {
            return client.sql("delete from chat_messages where at = $1 and id = $2")
                    .bind(0, twin.message().at().atOffset(ZoneOffset.UTC))
                    .bind(1, idOf(twin.channel(), twin.message()))
                    .then();
        }
        if (step instanceof Pinned pinned) {
            return client.sql("update chat_rooms set pinned = nullif($2, '') where channel_id = $1")
                    .bind(0, pinned.channel())
                    .bind(1, pinned.json())
                    .then();
        }
        if (step instanceof Imposed imposed) {
            return impose(client, imposed);
        }
        if (step instanceof Lifted lifted) {
            return client.sql("delete from chat_sanctions where channel_id = $1 and account_id = $2")
                    .bind(0, lifted.channel())
                    .bind(1, lifted.account())
                    .then();
        }
        return step instanceof Moderated moderated ? note(client, moderated) : Mono.empty();
    }

    private static Line line(Happened happened) {
        UUID channel = happened.channel();
        if (happened.event() instanceof Message message) {
            return new Line(
                    message.at(),
                    idOf(channel, message),
                    channel,
                    message.seq(),
                    "message",
                    message.id(),
                    UUID.fromString(message.from().id()),
                    message.from().handle(),
                    message.from().name(),
                    message.from().role().name().toLowerCase(Locale.ROOT),
                    message.text(),
                    message.mentions() == null ? "" : String.join(",", message.mentions()),
                    message.reply());
        }
        SystemEvent event = (SystemEvent) happened.event();
        String text = event.text() == null ? "" : event.text();
        return new Line(
                event.at(),
                idOf(channel, "", event.id()),
                channel,
                event.seq(),
                "system",
                event.id(),
                null,
                event.event(),
                "",
                "system",
                text,
                "",
                null);
    }

    private static UUID idOf(UUID channel, Message message) {
        return idOf(channel, message.from().id(), message.id());
    }

    /** The same for whoever writes it. */
    private static UUID idOf(UUID channel, String person, String said) {
        return UUID.nameUUIDFromBytes((channel + " " + person + " " + said).getBytes(StandardCharsets.UTF_8));
    }

    private static Mono<Void> insert(DatabaseClient client, List<Line> lines) {
        return client.sql("""
            insert into chat_messages (at, id, channel_id, seq, kind, said, account_id, handle, name, role, text,
                                       mentions, reply_seq, reply_handle, reply_text)
            select distinct on (at, id) * from unnest($1::timestamptz[], $2::uuid[], $3::uuid[], $4::bigint[],
                    $5::text[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[],
                    $12::text[], $13::bigint[], $14::text[], $15::text[])
                as line (at, id, channel_id, seq, kind, said, account_id, handle, name, role, text, mentions,
                         reply_seq, reply_handle, reply_text)
            order by at, id, seq desc
            on conflict (at, id) do update set seq = excluded.seq where chat_messages.seq < excluded.seq
            """)
                .bind(0, column(lines, line -> line.at().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
                .bind(1, column(lines, Line::id, UUID[]::new))
                .bind(2, column(lines, Line::channel, UUID[]::new))
                .bind(3, column(lines, Line::seq, Long[]::new))
                .bind(4, column(lines, Line::kind, String[]::new))
                .bind(5, column(lines, Line::said, String[]::new))
                .bind(6, column(lines, Line::account, UUID[]::new))
                .bind(7, column(lines, Line::handle, String[]::new))
                .bind(8, column(lines, Line::name, String[]::new))
                .bind(9, column(lines, Line::role, String[]::new))
                .bind(10, column(lines, Line::text, String[]::new))
                .bind(11, column(lines, Line::mentions, String[]::new))
                .bind(
                        12,
                        column(
                                lines,
                                line -> line.reply() == null
                                        ? null
                                        : line.reply().seq(),
                                Long[]::new))
                .bind(
                        13,
                        column(
                                lines,
                                line -> line.reply() == null
                                        ? null
                                        : line.reply().handle(),
                                String[]::new))
                .bind(
                        14,
                        column(
                                lines,
                                line -> line.reply() == null
                                        ? null
                                        : line.reply().text(),
                                String[]::new))
                .then();
    }

    private static <T> T[] column(List<Line> lines, Function<Line, @Nullable T> value, IntFunction<T[]> array) {
        T[] column = array.apply(lines.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(lines.get(i));
        }
        return column;
    }

    private static Mono<Void> edit(DatabaseClient client, Edited edited) {
        return client.sql("""
            update chat_messages set text = $3, mentions = $4, edited_at = $5 where at = $1 and id = $2
            """)
                .bind(0, edited.message().at().atOffset(ZoneOffset.UTC))
                .bind(1, idOf(edited.channel(), edited.message()))
                .bind(2, edited.text())
                .bind(3, edited.mentions())
                .bind(4, edited.at().atOffset(ZoneOffset.UTC))
                .then();
    }

    private static Mono<Void> delete(DatabaseClient client, Deleted deleted) {
        Message message = deleted.message();
        GenericExecuteSpec statement = message == null
                ? client.sql("""
                    update chat_messages set deleted_at = $3, deleted_by = $4
                    where channel_id = $1 and seq = $2 and deleted_at is null
                    """).bind(0, deleted.channel()).bind(1, deleted.seq())
                : client.sql("""
                    update chat_messages set deleted_at = $3, deleted_by = $4
                    where at = $1 and id = $2 and deleted_at is null
                    """)
                        .bind(0, message.at().atOffset(ZoneOffset.UTC))
                        .bind(1, idOf(deleted.channel(), message));
        return statement
                .bind(2, deleted.at().atOffset(ZoneOffset.UTC))
                .bind(3, deleted.by())
                .then();
    }

    private static Mono<Void> clear(DatabaseClient client, Cleared cleared) {
        return client.sql("""
            update chat_messages set deleted_at = $3, deleted_by = $4
            where account_id = $2 and channel_id = $1 and at <= $3 and deleted_at is null
            """)
                .bind(0, cleared.channel())
                .bind(1, cleared.account())
                .bind(2, cleared.at().atOffset(ZoneOffset.UTC))
                .bind(3, cleared.by())
                .then();
    }

    private static Mono<Void> impose(DatabaseClient client, Imposed imposed) {
        GenericExecuteSpec statement = client.sql("""
            insert into chat_sanctions (channel_id, account_id, handle, until, reason, shadow, network, by_handle)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (channel_id, account_id) do update
            set until = excluded.until, reason = excluded.reason, shadow = excluded.shadow,
                network = excluded.network, by_handle = excluded.by_handle, created_at = now()
            """)
                .bind(0, imposed.channel())
                .bind(1, imposed.account())
                .bind(2, imposed.handle())
                .bind(4, imposed.reason())
                .bind(5, imposed.shadow())
                .bind(7, imposed.by());
        Instant until = imposed.until();
        GenericExecuteSpec timed = until == null
                ? statement.bindNull(3, OffsetDateTime.class)
                : statement.bind(3, until.atOffset(ZoneOffset.UTC));
        String network = imposed.network();
        return (network == null ? timed.bindNull(6, String.class) : timed.bind(6, network)).then();
    }

    private static Mono<Void> note(DatabaseClient client, Moderated moderated) {
        return client.sql("""
            insert into chat_moderation (at, id, channel_id, actor, action, subject, detail)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
            """)
                .bind(0, moderated.at().atOffset(ZoneOffset.UTC))
                .bind(1, moderated.id())
                .bind(2, moderated.channel())
                .bind(3, moderated.actor())
                .bind(4, moderated.action())
                .bind(5, moderated.subject())
                .bind(6, moderated.detail())
                .then();
    }
}
