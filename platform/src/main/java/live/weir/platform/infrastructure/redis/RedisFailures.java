package live.weir.platform.infrastructure.redis;

import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisReadOnlyException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;

/** Tells a Redis that fails from one that answers with an error. */
final class RedisFailures {

    /** Answers that mean "not now" rather than "not so". */
    private static final List<String> FAILING_ANSWERS =
            List.of("LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "OOM", "MISCONF", "NOREPLICAS");

    private static final int CAUSES_LOOKED_AT = 8;

    private RedisFailures() {}

    static boolean isFailure(Throwable error) {
        @Nullable Throwable cause = error;
        for (int depth = 0; cause != null && depth < CAUSES_LOOKED_AT; depth++) {
            if (meansFailure(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean meansFailure(Throwable error) {
        if (error instanceof RedisCommandExecutionException answered) {
            return error instanceof RedisLoadingException
                    || error instanceof RedisReadOnlyException
                    || error instanceof RedisBusyException
                    || startsLikeFailure(answered.getMessage());
        }
        return error instanceof IOException
                || error instanceof TimeoutException
                || error instanceof RedisCommandTimeoutException
                || error instanceof RedisConnectionException
                || error instanceof QueryTimeoutException
                || error instanceof DataAccessResourceFailureException
                // Thrown bare when the connection is down or its queue is full.
                || error.getClass() == RedisException.class;
    }

    private static boolean startsLikeFailure(@Nullable String answer) {
        return answer != null && FAILING_ANSWERS.stream().anyMatch(answer::startsWith);
    }
}
