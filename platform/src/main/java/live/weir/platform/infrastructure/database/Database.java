package live.weir.platform.infrastructure.database;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import live.weir.platform.resilience.DependencyUnavailable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * The way to Postgres: every statement of Weir goes through one of these four doors, and each is guarded.
 *
 * <ul>
 *   <li>{@link #read}: may be a little old; goes to a replica if there is one, else to the primary; repeated on failure.
 *   <li>{@link #readFresh}: sees every write that was acknowledged; repeated on failure.
 *   <li>{@link #write}: one statement; never repeated.
 *   <li>{@link #transaction}: several statements, all or none; never repeated.
 * </ul>
 */
public final class Database {

    private final PostgresServer primary;
    private final List<PostgresServer> replicas;
    private final AtomicInteger turn = new AtomicInteger();

    Database(PostgresServer primary, List<PostgresServer> replicas) {
        this.primary = primary;
        this.replicas = List.copyOf(replicas);
    }

    public <T> Mono<T> read(Function<DatabaseClient, Mono<T>> query) {
        if (replicas.isEmpty()) {
            return readFresh(query);
        }
        return Mono.defer(() -> nextReplica().readOnly(query))
                .onErrorResume(DependencyUnavailable.class, away -> readFresh(query));
    }

    public <T> Mono<T> readFresh(Function<DatabaseClient, Mono<T>> query) {
        return primary.read(query);
    }

    public <T> Mono<T> write(Function<DatabaseClient, Mono<T>> statement) {
        return primary.write(statement);
    }

    public <T> Mono<T> transaction(Function<DatabaseClient, Mono<T>> statements) {
        return primary.transaction(statements);
    }

    private PostgresServer nextReplica() {
        return replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size()));
    }
}
