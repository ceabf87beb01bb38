package live.weir.platform.infrastructure.database;

import io.r2dbc.pool.ConnectionPool;
import java.util.function.Function;
import java.util.function.Predicate;
import live.weir.platform.resilience.Guard;
import live.weir.platform.resilience.GuardPolicy;
import live.weir.platform.resilience.Guards;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Mono;

/** One server, primary or replica: its pool behind its guard. */
final class PostgresServer {

    private final Guard guard;
    private final DatabaseClient client;
    private final TransactionalOperator transactions;
    private final TransactionalOperator readOnly;

    private PostgresServer(Guard guard, ConnectionPool pool, DatabaseClient client) {
        this.guard = guard;
        this.client = client;
        R2dbcTransactionManager manager = new R2dbcTransactionManager(pool);
        manager.setEnforceReadOnly(true); // the definition's flag alone is a hint that the driver drops
        this.transactions = TransactionalOperator.create(manager);
        this.readOnly = TransactionalOperator.create(manager, readOnlyDefinition());
    }

    static PostgresServer of(
            String name, ConnectionPool pool, GuardPolicy policy, Guards guards, Predicate<Throwable> isFailure) {
        DatabaseClient client = DatabaseClient.create(pool);
        Guard guard = guards.create(
                name, policy, isFailure, () -> client.sql("select 1").fetch().rowsUpdated());
        return new PostgresServer(guard, pool, client);
    }

    <T> Mono<T> read(Function<DatabaseClient, Mono<T>> query) {
        return guard.callIdempotent(Mono.defer(() -> query.apply(client)));
    }

    /** The server refuses a write that slips in here. */
    <T> Mono<T> readOnly(Function<DatabaseClient, Mono<T>> query) {
        return guard.callIdempotent(Mono.defer(() -> query.apply(client)).as(readOnly::transactional));
    }

    <T> Mono<T> write(Function<DatabaseClient, Mono<T>> statement) {
        return guard.call(Mono.defer(() -> statement.apply(client)));
    }

    <T> Mono<T> transaction(Function<DatabaseClient, Mono<T>> statements) {
        return guard.call(Mono.defer(() -> statements.apply(client)).as(transactions::transactional));
    }

    private static TransactionDefinition readOnlyDefinition() {
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
        definition.setReadOnly(true);
        return definition;
    }
}
