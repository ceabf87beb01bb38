package live.weir.platform.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import live.weir.platform.identity.TimeOrderedId;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.RevocationSource.Revoked;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tables {@code sessions} and {@code refresh_tokens}. */
@Component
final class SessionRepository {

    /** Used tokens are kept that long, so that one used again tells of a theft. */
    private static final Duration REUSE_SEEN = Duration.ofDays(7);

    private static final Duration DELETED_SEEN = Duration.ofDays(2);

    private final Database database;
    private final AccountSettings settings;
    private final Clock clock;

    /** A session, and those that ended because there were too many. */
    record Opened(UUID id, List<UUID> ended) {}

    /** What became of a refresh token that was presented. */
    sealed interface Renewal {

        /** It was good: it is used now, and the next one is in place. */
        record Renewed(AccountRow account, UUID session) implements Renewal {}

        /** It was used before: the owner or a thief holds its successor. */
        record Reused(UUID session) implements Renewal {}

        /** There is no such token, or its session has ended. */
        record Unknown() implements Renewal {}
    }

    SessionRepository(Database database, AccountSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    Mono<Opened> open(AccountId account, byte[] tokenHash, String userAgent) {
        UUID id = TimeOrderedId.next();
        Instant now = clock.instant();
        return database.transaction(client -> client.sql("""
                        insert into sessions (id, account_id, user_agent, created_at, last_used_at, expires_at)
                        values ($1, $2, $3, $4, $4, $5)
                        """)
                .bind(0, id)
                .bind(1, account.value())
                .bind(2, userAgent)
                .bind(3, now)
                .bind(4, now.plus(settings.sessionLife()))
                .then()
                .then(addToken(client, id, tokenHash, now))
                .then(endSurplus(client, account, now))
                .map(ended -> new Opened(id, ended)));
    }

    /**
     * Uses a refresh token up and puts the next in its place. Of two requests with one token, the row's lock lets one
     * through, and the other finds it used.
     */
    Mono<Renewal> renew(byte[] presented, byte[] next) {
        Instant now = clock.instant();
        return database.transaction(client -> client.sql("""
                        update refresh_tokens set used_at = $2 where token_hash = $1 and used_at is null
                        returning session_id
                        """)
                .bind(0, presented)
                .bind(1, now)
                .map(row -> row.get(0, UUID.class))
                .one()
                .flatMap(session -> extend(client, session, now)
                        .flatMap(account -> addToken(client, session, next, now)
                                .thenReturn((Renewal) new Renewal.Renewed(account, session)))
                        .defaultIfEmpty(new Renewal.Unknown()))
                .switchIfEmpty(reuse(client, presented)));
    }

    private Mono<AccountRow> extend(DatabaseClient client, UUID session, Instant now) {
        return client.sql("""
                        update sessions set last_used_at = $2, expires_at = $3
                        from accounts
                        where sessions.id = $1 and sessions.account_id = accounts.id
                          and revoked_at is null and expires_at > $2
                        returning\s""" + AccountRow.COLUMNS)
                .bind(0, session)
                .bind(1, now)
                .bind(2, now.plus(settings.sessionLife()))
                .map(AccountRow::of)
                .one();
    }

    private static Mono<Renewal> reuse(DatabaseClient client, byte[] presented) {
        return client.sql("""
                        select session_id from refresh_tokens join sessions on sessions.id = session_id
                        where token_hash = $1 and revoked_at is null
                        """)
                .bind(0, presented)
                .map(row -> row.get(0, UUID.class))
                .one()
                .<Renewal>map(Renewal.Reused::new)
                .defaultIfEmpty(new Renewal.Unknown());
    }

    private static Mono<Void> addToken(DatabaseClient client, UUID session, byte[] hash, Instant now) {
        return client.sql("insert into refresh_tokens (token_hash, session_id, created_at) values ($1, $2, $3)")
                .bind(0, hash)
                .bind(1, session)
                .bind(2, now)
                .then();
    }

    private Mono<List<UUID>> endSurplus(DatabaseClient client, AccountId account, Instant now) {
        return client.sql("""
                        update sessions set revoked_at = $2, revoked_for = 'too-many'
                        where id in (select id from sessions
                                     where account_id = $1 and revoked_at is null
                                     order by last_used_at desc, id desc
                                     offset $3)
                        returning id
                        """)
                .bind(0, account.value())
                .bind(1, now)
                .bind(2, settings.maxSessions())
                .map(row -> row.get(0, UUID.class))
                .all()
                .collectList();
    }

    /** Completes empty if there is no session in force with this refresh token. */
    Mono<UUID> byToken(byte[] hash) {
        return database.readFresh(client ->
                client.sql("""
                        select session_id from refresh_tokens join sessions on sessions.id = session_id
                        where token_hash = $1 and revoked_at is null
                        """).bind(0, hash).map(row -> row.get(0, UUID.class)).one());
    }

    Mono<List<SessionRow>> inForce(AccountId account) {
        return database.readFresh(client -> client.sql("select " + SessionRow.COLUMNS + """
                         from sessions
                        where account_id = $1 and revoked_at is null and expires_at > $2
                        order by last_used_at desc, id desc
                        """)
                .bind(0, account.value())
                .bind(1, clock.instant())
                .map(SessionRow::of)
                .all()
                .collectList());
    }

    /** Completes with whose session it was, or empty if it is not in force. */
    Mono<AccountRow> end(UUID session, @Nullable AccountId owner, String reason) {
        return database.write(client -> {
            GenericExecuteSpec update = client.sql("""
                            update sessions set revoked_at = $2, revoked_for = $3
                            from accounts
                            where sessions.id = $1 and accounts.id = sessions.account_id and revoked_at is null
                              and ($4::uuid is null or account_id = $4)
                            returning\s""" + AccountRow.COLUMNS)
                    .bind(0, session)
                    .bind(1, clock.instant())
                    .bind(2, reason);
            return (owner == null ? update.bindNull(3, UUID.class) : update.bind(3, owner.value()))
                    .map(AccountRow::of)
                    .one();
        });
    }

    /** Completes with the sessions that ended. */
    Mono<List<UUID>> endOthers(AccountId account, @Nullable UUID kept, String reason) {
        return database.write(client -> {
            GenericExecuteSpec update = client.sql("""
                            update sessions set revoked_at = $2, revoked_for = $3
                            where account_id = $1 and revoked_at is null and ($4::uuid is null or id <> $4)
                            returning id
                            """)
                    .bind(0, account.value())
                    .bind(1, clock.instant())
                    .bind(2, reason);
            return (kept == null ? update.bindNull(3, UUID.class) : update.bind(3, kept))
                    .map(row -> row.get(0, UUID.class))
                    .all()
                    .collectList();
        });
    }

    Mono<Revoked> revokedSince(Instant moment) {
        return database.readFresh(client -> Mono.zip(
                client.sql("select id from sessions where revoked_at >= $1")
                        .bind(0, moment)
                        .map(row -> row.get(0, UUID.class))
                        .all()
                        .collect(HashSet<UUID>::new, Set::add),
                recalled(client, moment),
                (sessions, accounts) -> new Revoked(sessions, accounts)));
    }

    private static Mono<Map<AccountId, Long>> recalled(DatabaseClient client, Instant moment) {
        return client.sql("""
                        select id, generation from accounts where recalled_at >= $1
                        union all
                        select id, 9223372036854775807 from deleted_accounts where deleted_at >= $1
                        """)
                .bind(0, moment)
                .map(row -> Map.entry(new AccountId(row.get(0, UUID.class)), row.get(1, Long.class)))
                .all()
                .collect(HashMap::new, (map, entry) -> map.put(entry.getKey(), entry.getValue()));
    }

    /** Forgets what no longer matters; completes with the number of rows. */
    Mono<Long> forget() {
        Instant now = clock.instant();
        return Flux.concat(
                        forget("delete from sessions where expires_at < $1", now.minus(DELETED_SEEN)),
                        forget("delete from sessions where revoked_at < $1", now.minus(REUSE_SEEN)),
                        forget("delete from refresh_tokens where used_at < $1", now.minus(REUSE_SEEN)),
                        forget("delete from deleted_accounts where deleted_at < $1", now.minus(DELETED_SEEN)),
                        forget("delete from setup_tokens where expires_at < $1", now))
                .reduce(0L, Long::sum);
    }

    private Mono<Long> forget(String statement, Instant moment) {
        return database.write(
                client -> client.sql(statement).bind(0, moment).fetch().rowsUpdated());
    }
}
