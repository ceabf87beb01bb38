package live.weir.platform.chat.history;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import live.weir.platform.chat.protocol.ServerMessage.Event;
import live.weir.platform.chat.protocol.ServerMessage.Message;
import live.weir.platform.chat.protocol.ServerMessage.Person;
import live.weir.platform.chat.protocol.ServerMessage.Quote;
import live.weir.platform.chat.protocol.ServerMessage.Role;
import live.weir.platform.chat.protocol.ServerMessage.SystemEvent;
import live.weir.platform.infrastructure.database.Database;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What was said in rooms, as Postgres has it: some tenths of a second behind. */
@Component
public final class ChatHistory {

    private static final String COLUMNS = """
        select at, seq, kind, said, account_id, handle, name, role, text, mentions, reply_seq, reply_handle, reply_text,
               edited_at
        from chat_messages
        """;

    private final Database database;

    ChatHistory(Database database) {
        this.database = database;
    }

    /** The latest before this number, the oldest first. */
    public Mono<List<Event>> before(UUID channel, long seq, int most) {
        return database.readFresh(client -> events(
                        client.sql(COLUMNS + """
                            where channel_id = $1 and seq < $2 and deleted_at is null order by seq desc limit $3
                            """).bind(0, channel).bind(1, seq).bind(2, most))
                .map(ChatHistory::reversed));
    }

    /** The oldest after this number. */
    public Mono<List<Event>> after(UUID channel, long seq, int most) {
        return database.readFresh(client ->
                events(client.sql(COLUMNS + """
                    where channel_id = $1 and seq > $2 and deleted_at is null order by seq limit $3
                    """).bind(0, channel).bind(1, seq).bind(2, most)));
    }

    /** What was said from then until then, after this number; for a recording beside which it is played again. */
    public Mono<List<Event>> between(UUID channel, Instant from, Instant to, long afterSeq, int most) {
        return database.read(client -> events(client.sql(COLUMNS + """
            where channel_id = $1 and at >= $2 and at < $3 and seq > $4 and deleted_at is null
            order by seq limit $5
            """)
                .bind(0, channel)
                .bind(1, from.atOffset(ZoneOffset.UTC))
                .bind(2, to.atOffset(ZoneOffset.UTC))
                .bind(3, afterSeq)
                .bind(4, most)));
    }

    /** What has these words in it, and is of this person if one is named; the latest first. For moderators. */
    public Mono<List<Event>> search(UUID channel, String words, @Nullable String handle, long beforeSeq, int most) {
        return database.read(client -> {
            GenericExecuteSpec query = client.sql(COLUMNS + """
                where channel_id = $1 and seq < $2 and text ilike $3 and ($4::text is null or handle = $4)
                  and kind = 'message' and deleted_at is null
                order by seq desc limit $5
                """)
                    .bind(0, channel)
                    .bind(1, beforeSeq)
                    .bind(
                            2,
                            "%"
                                    + words.replace("\\", "\\\\")
                                            .replace("%", "\\%")
                                            .replace("_", "\\_") + "%");
            return events((handle == null ? query.bindNull(3, String.class) : query.bind(3, handle)).bind(4, most));
        });
    }

    /** The number of the last thing that was written down, or 0. */
    public Mono<Long> lastNumber(UUID channel) {
        return database.readFresh(client -> client.sql(
                        "select coalesce((select seq from chat_messages where channel_id = $1 order by seq desc limit"
                                + " 1), 0)")
                .bind(0, channel)
                .map(row -> row.get(0, Long.class))
                .one());
    }

    /** What a person said anywhere, to take along. */
    public Mono<List<Said>> ofAccount(UUID account, @Nullable Place before, int most) {
        return database.read(client -> {
            GenericExecuteSpec query = client.sql("""
                select m.at, m.id, c.slug, m.text, m.deleted_at is not null as deleted
                from chat_messages m left join channels c on c.id = m.channel_id
                where m.account_id = $1 and ($2::timestamptz is null or (m.at, m.id) < ($2, $3))
                order by m.at desc, m.id desc limit $4
                """).bind(0, account);
            return (before == null
                            ? query.bindNull(1, OffsetDateTime.class).bindNull(2, UUID.class)
                            : query.bind(1, before.at().atOffset(ZoneOffset.UTC))
                                    .bind(2, before.id()))
                    .bind(3, most)
                    .map(row -> new Said(
                            row.get(0, Instant.class),
                            row.get(1, UUID.class),
                            row.get(2, String.class),
                            row.get(3, String.class),
                            Boolean.TRUE.equals(row.get(4, Boolean.class))))
                    .all()
                    .collectList();
        });
    }

    /** Where a page ended: several things may have been said at one time. */
    public record Place(Instant at, UUID id) {}

    /** @param channel null for one that is gone */
    public record Said(Instant at, UUID id, @Nullable String channel, String text, boolean deleted) {}

    /** Their words, and whose they were. The numbers stay, so that nobody takes a gap for a loss. */
    public Mono<Long> erase(UUID account) {
        return database.write(client -> client.sql("""
            update chat_messages
            set text = '', name = '', handle = '', account_id = null, mentions = '', reply_text = null,
                deleted_at = coalesce(deleted_at, now()), deleted_by = coalesce(deleted_by, 'author')
            where account_id = $1
            """).bind(0, account).fetch().rowsUpdated());
    }

    private static Mono<List<Event>> events(GenericExecuteSpec query) {
        return query.map(ChatHistory::event).all().collectList();
    }

    private static Event event(Readable row) {
        long seq = number(row, "seq");
        Instant at = row.get("at", Instant.class);
        String said = row.get("said", String.class);
        String text = row.get("text", String.class);
        String handle = row.get("handle", String.class);
        if ("system".equals(row.get("kind", String.class))) {
            return new SystemEvent(seq, said, handle, at, text.isEmpty() ? null : text);
        }
        UUID account = row.get("account_id", UUID.class);
        Person from = new Person(
                account == null ? "" : account.toString(),
                handle,
                row.get("name", String.class),
                Role.valueOf(row.get("role", String.class).toUpperCase(Locale.ROOT)));
        return new Message(
                seq,
                said,
                from,
                text,
                at,
                mentions(row.get("mentions", String.class)),
                quote(row),
                row.get("edited_at", Instant.class) != null,
                false);
    }

    private static long number(Readable row, String column) {
        Long number = row.get(column, Long.class);
        return number == null ? 0 : number;
    }

    private static @Nullable List<String> mentions(String joined) {
        return joined.isEmpty() ? null : List.of(joined.split(",", -1));
    }

    private static @Nullable Quote quote(Readable row) {
        String handle = row.get("reply_handle", String.class);
        String text = row.get("reply_text", String.class);
        return handle == null || text == null ? null : new Quote(number(row, "reply_seq"), handle, text);
    }

    private static List<Event> reversed(List<Event> events) {
        List<Event> reversed = new ArrayList<>(events);
        Collections.reverse(reversed);
        return reversed;
    }
}
