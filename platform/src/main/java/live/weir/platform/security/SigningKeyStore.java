package live.weir.platform.security;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import live.weir.platform.infrastructure.database.Database;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The signing keys in Postgres, where all nodes find them. */
@Component
final class SigningKeyStore {

    private static final long LOCK = 0x57656972_4b657973L; // "WeirKeys"

    private final Database database;

    SigningKeyStore(Database database) {
        this.database = database;
    }

    /** Oldest first. */
    Mono<List<StoredKey>> all() {
        return database.readFresh(
                client -> client.sql("select id, jwk, created_at from signing_keys order by created_at, id")
                        .map(SigningKeyStore::key)
                        .all()
                        .collectList());
    }

    /**
     * Adds the key unless another node added one in the meantime, and forgets keys whose tokens are long gone.
     *
     * @param due a key younger than this makes a new one unnecessary
     * @param superseded a key that was followed by another before this moment is forgotten
     */
    Mono<Void> rotate(StoredKey next, Instant due, Instant superseded) {
        return database.transaction(client -> locked(client)
                .then(client.sql("""
                                insert into signing_keys (id, jwk, created_at)
                                select $1, $2, $3
                                where not exists (select 1 from signing_keys where created_at > $4)
                                """)
                        .bind(0, next.id())
                        .bind(1, next.jwk())
                        .bind(2, next.createdAt())
                        .bind(3, due)
                        .then())
                .then(client.sql("""
                                delete from signing_keys old
                                where exists (select 1 from signing_keys next
                                              where next.created_at > old.created_at and next.created_at < $1)
                                """).bind(0, superseded).then()));
    }

    /** Replaces what is stored of a key, if it still reads as it did. */
    Mono<Void> rewrite(StoredKey key, String sealed) {
        return database.write(client -> client.sql("update signing_keys set jwk = $3 where id = $1 and jwk = $2")
                .bind(0, key.id())
                .bind(1, key.jwk())
                .bind(2, sealed)
                .then());
    }

    private static Mono<Void> locked(DatabaseClient client) {
        return client.sql("select pg_advisory_xact_lock($1)").bind(0, LOCK).then();
    }

    private static StoredKey key(Readable row) {
        return new StoredKey(
                row.get("id", String.class), row.get("jwk", String.class), row.get("created_at", Instant.class));
    }
}
