package live.weir.platform.account;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.Role;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Everything that decides who is an administrator. One advisory lock makes these transactions follow one another, so that
 * there is one first administrator and never a time without any.
 */
@Component
final class AdministratorRepository {

    private static final long LOCK = 0x57656972_41646d6eL; // "WeirAdmn"

    private final Database database;
    private final AccountRepository accounts;
    private final Clock clock;

    /** What became of a change. */
    enum Refusal {
        NO_SUCH_ACCOUNT,
        LAST_ADMIN,
        ADMIN_EXISTS,
        HANDLE_TAKEN
    }

    /** Rolls the transaction back and says why. */
    static final class Refused extends RuntimeException {
        private final Refusal refusal;

        Refused(Refusal refusal) {
            super(refusal.name(), null, false, false);
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }

    AdministratorRepository(Database database, AccountRepository accounts, Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.clock = clock;
    }

    Mono<Boolean> exists() {
        return database.readFresh(AdministratorRepository::exists);
    }

    Mono<Void> offer(byte[] tokenHash, Instant until) {
        return database.write(client -> client.sql("insert into setup_tokens (token_hash, expires_at) values ($1, $2)")
                .bind(0, tokenHash)
                .bind(1, until)
                .then());
    }

    Mono<List<byte[]>> offers() {
        return database.readFresh(client -> client.sql("select token_hash from setup_tokens where expires_at > $1")
                .bind(0, clock.instant())
                .map(row -> row.get(0, byte[].class))
                .all()
                .collectList());
    }

    /** Makes the first administrator and withdraws all offers. */
    Mono<AccountRow> createFirst(String handle, String displayName, String hash) {
        return database.transaction(client -> locked(client)
                .then(exists(client))
                .filter(exists -> !exists)
                .switchIfEmpty(refusing(Refusal.ADMIN_EXISTS))
                .flatMap(free -> accounts.insert(client, handle, displayName, hash, EnumSet.allOf(Role.class)))
                .switchIfEmpty(refusing(Refusal.HANDLE_TAKEN))
                .flatMap(row -> client.sql("delete from setup_tokens").then().thenReturn(row)));
    }

    /** Gives the account other roles and calls its access tokens back. */
    Mono<AccountRow> setRoles(String handle, Set<Role> roles) {
        return database.transaction(client -> locked(client)
                .then(client.sql("select " + AccountRow.COLUMNS + " from accounts where handle = $1 for update")
                        .bind(0, handle)
                        .map(AccountRow::of)
                        .one())
                .switchIfEmpty(refusing(Refusal.NO_SUCH_ACCOUNT))
                .flatMap(row -> roles.contains(Role.ADMIN) ? Mono.just(row) : notLast(client, row))
                .flatMap(row -> update(client, row.id(), roles)));
    }

    /** Completes with the sessions that ended with the account. */
    Mono<List<UUID>> delete(AccountId id) {
        return database.transaction(client -> locked(client)
                .then(client.sql("select " + AccountRow.COLUMNS + " from accounts where id = $1 for update")
                        .bind(0, id.value())
                        .map(AccountRow::of)
                        .one())
                .switchIfEmpty(refusing(Refusal.NO_SUCH_ACCOUNT))
                .flatMap(row -> notLast(client, row))
                .flatMap(row -> delete(client, id)));
    }

    private Mono<List<UUID>> delete(DatabaseClient client, AccountId id) {
        return client.sql("insert into deleted_accounts (id, deleted_at) values ($1, $2)")
                .bind(0, id.value())
                .bind(1, clock.instant())
                .then()
                .then(client.sql("delete from sessions where account_id = $1 returning id")
                        .bind(0, id.value())
                        .map(row -> row.get(0, UUID.class))
                        .all()
                        .collectList())
                .flatMap(ended -> client.sql("delete from accounts where id = $1")
                        .bind(0, id.value())
                        .then()
                        .thenReturn(ended));
    }

    private Mono<AccountRow> update(DatabaseClient client, AccountId id, Set<Role> roles) {
        return client.sql("""
                        update accounts
                        set roles = $2, generation = generation + 1, recalled_at = $3, updated_at = $3
                        where id = $1
                        returning\s""" + AccountRow.COLUMNS)
                .bind(0, id.value())
                .bind(1, AccountRow.labels(roles))
                .bind(2, clock.instant())
                .map(AccountRow::of)
                .one();
    }

    private static Mono<AccountRow> notLast(DatabaseClient client, AccountRow row) {
        if (!row.isAdmin()) {
            return Mono.just(row);
        }
        return client.sql("select exists (select 1 from accounts where 'admin' = any (roles) and id <> $1)")
                .bind(0, row.id().value())
                .map(found -> found.get(0, Boolean.class))
                .one()
                .filter(others -> others)
                .switchIfEmpty(refusing(Refusal.LAST_ADMIN))
                .map(others -> row);
    }

    private static Mono<Boolean> exists(DatabaseClient client) {
        return client.sql("select exists (select 1 from accounts where 'admin' = any (roles))")
                .map(row -> row.get(0, Boolean.class))
                .one();
    }

    private static Mono<Void> locked(DatabaseClient client) {
        return client.sql("select pg_advisory_xact_lock($1)").bind(0, LOCK).then();
    }

    private static <T> Mono<T> refusing(Refusal refusal) {
        return Mono.error(() -> new Refused(refusal));
    }
}
