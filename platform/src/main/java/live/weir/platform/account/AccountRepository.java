package live.weir.platform.account;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The table {@code accounts}, for what one person does to their own account. */
@Component
final class AccountRepository {

    private final Database database;
    private final Clock clock;

    /** Where a page of the list ended. */
    record Position(Instant createdAt, UUID id) {}

    AccountRepository(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Completes empty if the handle is taken: the unique constraint decides, so that races have one winner. */
    Mono<AccountRow> insert(String handle, String displayName, @Nullable String hash, Set<Role> roles) {
        return database.write(client -> insert(client, handle, displayName, hash, roles));
    }

    Mono<AccountRow> insert(
            DatabaseClient client, String handle, String displayName, @Nullable String hash, Set<Role> roles) {
        GenericExecuteSpec insert = client.sql("""
                        insert into accounts (id, handle, display_name, roles, created_at, updated_at, password_hash)
                        values ($1, $2, $3, $4, $5, $5, $6)
                        on conflict (handle) do nothing
                        returning\s""" + AccountRow.COLUMNS)
                .bind(0, AccountId.next().value())
                .bind(1, handle)
                .bind(2, displayName)
                .bind(3, AccountRow.labels(roles))
                .bind(4, now());
        return (hash == null ? insert.bindNull(5, String.class) : insert.bind(5, hash))
                .map(AccountRow::of)
                .one();
    }

    Mono<AccountRow> byHandle(String handle) {
        return database.readFresh(
                client -> client.sql("select " + AccountRow.COLUMNS + " from accounts where handle = $1")
                        .bind(0, handle)
                        .map(AccountRow::of)
                        .one());
    }

    Mono<AccountRow> byId(AccountId id) {
        return database.readFresh(client -> client.sql("select " + AccountRow.COLUMNS + " from accounts where id = $1")
                .bind(0, id.value())
                .map(AccountRow::of)
                .one());
    }

    Mono<AccountRow> rename(AccountId id, String displayName) {
        return database.write(client -> client.sql("""
                        update accounts set display_name = $2, updated_at = $3 where id = $1
                        returning\s""" + AccountRow.COLUMNS)
                .bind(0, id.value())
                .bind(1, displayName)
                .bind(2, now())
                .map(AccountRow::of)
                .one());
    }

    /** Changes nothing if the hash is no longer the one that was checked. */
    Mono<Boolean> replaceHash(AccountId id, String checked, String hash) {
        return database.write(client -> client.sql("""
                        update accounts set password_hash = $3, updated_at = $4 where id = $1 and password_hash = $2
                        """)
                .bind(0, id.value())
                .bind(1, checked)
                .bind(2, hash)
                .bind(3, now())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0));
    }

    Mono<AccountRow> bySubject(String issuer, String subject) {
        return database.readFresh(client -> client.sql(
                        "select " + AccountRow.COLUMNS + " from accounts where issuer = $1 and subject = $2")
                .bind(0, issuer)
                .bind(1, subject)
                .map(AccountRow::of)
                .one());
    }

    /** Completes empty if the handle is taken, or if the person has an account already. */
    Mono<AccountRow> insertExternal(String handle, String issuer, String subject, Set<Role> roles) {
        return database.write(client -> client.sql("""
                        insert into accounts (id, handle, display_name, roles, issuer, subject, created_at, updated_at)
                        values ($1, $2, $2, $3, $4, $5, $6, $6)
                        on conflict do nothing
                        returning\s""" + AccountRow.COLUMNS)
                .bind(0, AccountId.next().value())
                .bind(1, handle)
                .bind(2, AccountRow.labels(roles))
                .bind(3, issuer)
                .bind(4, subject)
                .bind(5, now())
                .map(AccountRow::of)
                .one());
    }

    /** Newest first, beginning after the given position. */
    Mono<List<AccountRow>> list(@Nullable String prefix, @Nullable Position after, int rows) {
        return database.read(client -> {
            GenericExecuteSpec query = client.sql("select " + AccountRow.COLUMNS + """
                     from accounts
                    where ($1::text is null or starts_with(handle, $1))
                      and ($2::timestamptz is null or (created_at, id) < ($2, $3))
                    order by created_at desc, id desc
                    limit $4
                    """);
            query = prefix == null ? query.bindNull(0, String.class) : query.bind(0, prefix);
            query = after == null
                    ? query.bindNull(1, Instant.class).bindNull(2, UUID.class)
                    : query.bind(1, after.createdAt()).bind(2, after.id());
            return query.bind(3, rows).map(AccountRow::of).all().collectList();
        });
    }

    private Instant now() {
        return clock.instant();
    }
}
