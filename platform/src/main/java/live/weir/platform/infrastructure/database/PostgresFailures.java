package live.weir.platform.infrastructure.database;

import io.r2dbc.postgresql.api.PostgresqlException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.pool.PoolAcquireTimeoutException;
import reactor.pool.PoolShutdownException;

/** Tells a Postgres that fails from one that answers with an error. */
final class PostgresFailures {

    /** SQLSTATE classes: connection exception, insufficient resources, operator intervention, system error. */
    private static final Set<String> FAILING_CLASSES = Set.of("08", "53", "57", "58");

    /** Written to a server that became a replica: the primary is elsewhere, or nowhere yet. */
    private static final String READ_ONLY = "25006";

    private static final int CAUSES_LOOKED_AT = 8;

    private PostgresFailures() {}

    /** A primary that refuses to write is no primary any more. */
    static boolean ofPrimary(Throwable error) {
        return isFailure(error, true);
    }

    /** A replica that refuses to write is right. */
    static boolean ofReplica(Throwable error) {
        return isFailure(error, false);
    }

    private static boolean isFailure(Throwable error, boolean mustWrite) {
        @Nullable Throwable cause = error;
        for (int depth = 0; cause != null && depth < CAUSES_LOOKED_AT; depth++) {
            if (meansFailure(cause, mustWrite)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean meansFailure(Throwable error, boolean mustWrite) {
        if (error instanceof R2dbcException refused && READ_ONLY.equals(refused.getSqlState())) {
            return mustWrite; // whatever class the driver files it under
        }
        return error instanceof IOException
                || error instanceof TimeoutException
                || error instanceof R2dbcNonTransientResourceException
                || error instanceof R2dbcTransientResourceException
                || error instanceof R2dbcTimeoutException
                || error instanceof PoolAcquireTimeoutException
                || error instanceof PoolAcquirePendingLimitException
                || error instanceof PoolShutdownException
                || (error instanceof R2dbcException failed && isFailingState(failed.getSqlState()))
                || (error instanceof PostgresqlException failed
                        && isFailingState(failed.getErrorDetails().getCode()));
    }

    private static boolean isFailingState(@Nullable String state) {
        return state != null && state.length() == 5 && FAILING_CLASSES.contains(state.substring(0, 2));
    }
}
