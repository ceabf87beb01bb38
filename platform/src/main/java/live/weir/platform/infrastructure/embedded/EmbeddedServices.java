package live.weir.platform.infrastructure.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import live.weir.platform.infrastructure.StartupFailure;
import org.jspecify.annotations.Nullable;

/**
 * The servers a node runs for itself, each in a process of its own.
 *
 * <p>They live exactly as long as this: {@link #close} stops them in order, and when the JVM dies without it their
 * guardians do ({@link Guardian}). Between the two a {@link Supervisor} restarts what dies.
 */
public final class EmbeddedServices implements AutoCloseable {

    /** Above all limits of the single steps: only a fault in this package could reach it. */
    private static final Duration START_LIMIT = Duration.ofMinutes(15);

    private final @Nullable Supervisor postgres;
    private final @Nullable Supervisor redis;
    private final CompletableFuture<Endpoint> postgresStart;
    private final CompletableFuture<Endpoint> redisStart;

    private EmbeddedServices(@Nullable Supervisor postgres, @Nullable Supervisor redis) {
        this.postgres = postgres;
        this.redis = redis;
        this.postgresStart = begin(postgres);
        this.redisStart = begin(redis);
    }

    /**
     * Starts what is asked for, side by side, and returns when all of it answers.
     *
     * @throws StartupFailure if one does not start; the other is stopped again then
     */
    public static EmbeddedServices start(WeirHome home, boolean postgres, boolean redis, StartupProgress progress) {
        EmbeddedServices services = new EmbeddedServices(
                postgres ? new Supervisor(new EmbeddedPostgres(home, progress)) : null,
                redis ? new Supervisor(new EmbeddedRedis(home, progress)) : null);
        boolean up = false;
        try {
            services.awaitAll();
            up = true;
            return services;
        } finally {
            if (!up) {
                services.close();
            }
        }
    }

    private static CompletableFuture<Endpoint> begin(@Nullable Supervisor supervisor) {
        return supervisor == null ? new CompletableFuture<>() : supervisor.start();
    }

    private void awaitAll() {
        List<CompletableFuture<Endpoint>> starts = new ArrayList<>();
        if (postgres != null) {
            starts.add(postgresStart);
        }
        if (redis != null) {
            starts.add(redisStart);
        }
        // allOf alone would wait for the slow one before it tells of the failed one.
        CompletableFuture<Object> firstFailure = new CompletableFuture<>();
        CompletableFuture<?>[] watched = starts.stream()
                .map(start -> start.whenComplete((endpoint, failure) -> {
                    if (failure != null) {
                        firstFailure.completeExceptionally(failure);
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.anyOf(firstFailure, CompletableFuture.allOf(watched))
                    .get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw asStartupFailure(failed.getCause());
        } catch (TimeoutException late) {
            throw new StartupFailure("The embedded services did not start within " + START_LIMIT + ".", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("The start of the embedded services was interrupted.", interrupted);
        }
    }

    private static StartupFailure asStartupFailure(@Nullable Throwable cause) {
        return cause instanceof StartupFailure failure
                ? failure
                : new StartupFailure("The embedded services did not start: " + cause, cause);
    }

    public Optional<Endpoint> postgres() {
        return postgres == null ? Optional.empty() : Optional.of(postgresStart.join());
    }

    public Optional<Endpoint> redis() {
        return redis == null ? Optional.empty() : Optional.of(redisStart.join());
    }

    /** The listener is told the present states at once, then every change. */
    public void listen(ServiceListener listener) {
        if (postgres != null) {
            postgres.listen(listener);
        }
        if (redis != null) {
            redis.listen(listener);
        }
    }

    /** Redis first, then Postgres, each gracefully and within a bound. May be repeated. */
    @Override
    public void close() {
        if (redis != null) {
            redis.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
