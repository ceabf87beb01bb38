package live.weir.platform.chat.room;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import live.weir.platform.chat.room.Provisions.Timer;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.web.problem.Problem;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** What channels keep ready for their rooms, in Postgres. */
@Repository
class ProvisionsRepository {

    private final Database database;
    private final BotRepository bots;

    ProvisionsRepository(Database database, BotRepository bots) {
        this.database = database;
        this.bots = bots;
    }

    Mono<Provisions> of(UUID channel) {
        return database.readFresh(client -> commands(client, channel)
                        .flatMap(commands ->
                                timers(client, channel).map(timers -> new Provisions(commands, timers, List.of()))))
                .flatMap(without ->
                        bots.of(channel).map(known -> new Provisions(without.commands(), without.timers(), known)));
    }

    private static Mono<Map<String, String>> commands(DatabaseClient client, UUID channel) {
        return client.sql("select name, text from chat_commands where channel_id = $1 limit $2")
                .bind(0, channel)
                .bind(1, Provisions.MOST_COMMANDS)
                .map(row -> Map.entry(row.get(0, String.class), row.get(1, String.class)))
                .all()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Mono<List<Timer>> timers(DatabaseClient client, UUID channel) {
        return client.sql("select name, minutes, text from chat_timers where channel_id = $1 limit $2")
                .bind(0, channel)
                .bind(1, Provisions.MOST_TIMERS)
                .map(row -> new Timer(row.get(0, String.class), row.get(1, Integer.class), row.get(2, String.class)))
                .all()
                .collectSortedList(Comparator.comparing(Timer::name));
    }

    Mono<Void> putCommand(UUID channel, String name, String text) {
        return database.transaction(client -> locked(client, channel)
                .then(roomFor(client, "chat_commands", channel, name, Provisions.MOST_COMMANDS, "commands"))
                .then(client.sql("""
                        insert into chat_commands (channel_id, name, text) values ($1, $2, $3)
                        on conflict (channel_id, name) do update set text = excluded.text, updated_at = now()
                        """)
                        .bind(0, channel)
                        .bind(1, name)
                        .bind(2, text)
                        .then()));
    }

    Mono<Void> putTimer(UUID channel, Timer timer) {
        return database.transaction(client -> locked(client, channel)
                .then(roomFor(client, "chat_timers", channel, timer.name(), Provisions.MOST_TIMERS, "timers"))
                .then(client.sql("""
                        insert into chat_timers (channel_id, name, minutes, text) values ($1, $2, $3, $4)
                        on conflict (channel_id, name) do update
                        set minutes = excluded.minutes, text = excluded.text, updated_at = now()
                        """)
                        .bind(0, channel)
                        .bind(1, timer.name())
                        .bind(2, timer.minutes())
                        .bind(3, timer.text())
                        .then()));
    }

    /** Two moderators at once do not put in more than there may be. */
    private static Mono<Void> locked(DatabaseClient client, UUID channel) {
        return client.sql("select 1 from chat_rooms where channel_id = $1 for update")
                .bind(0, channel)
                .fetch()
                .first()
                .then();
    }

    private static Mono<Void> roomFor(
            DatabaseClient client, String table, UUID channel, String name, int most, String what) {
        GenericExecuteSpec count =
                client.sql("select count(*) from " + table + " where channel_id = $1 and name <> $2");
        return count.bind(0, channel)
                .bind(1, name)
                .map(row -> row.get(0, Long.class))
                .one()
                .filter(others -> others < most)
                .switchIfEmpty(Mono.error(() -> Problem.conflict(
                        "too-many-" + what, "Too many " + what, "A channel has at most " + most + " " + what + ".")))
                .then();
    }

    Mono<Boolean> removeCommand(UUID channel, String name) {
        return remove("delete from chat_commands where channel_id = $1 and name = $2", channel, name);
    }

    Mono<Boolean> removeTimer(UUID channel, String name) {
        return remove("delete from chat_timers where channel_id = $1 and name = $2", channel, name);
    }

    private Mono<Boolean> remove(String statement, UUID channel, String name) {
        return database.write(client -> client.sql(statement)
                .bind(0, channel)
                .bind(1, name)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }
}
