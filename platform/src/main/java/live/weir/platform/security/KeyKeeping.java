package live.weir.platform.security;

import java.time.Duration;
import live.weir.platform.infrastructure.StartupFailure;
import live.weir.platform.infrastructure.database.PostgresSettings;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.resilience.Recurring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.util.retry.Retry;

/**
 * Keeps the signing keys: once before the node listens, on the starting thread, and every minute after that. While
 * Postgres is away the keys in memory go on verifying and signing.
 */
@Component
final class KeyKeeping implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KeyKeeping.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SigningKeys keys;
    private final boolean readable;
    private final Disposable.Swap job = Disposables.swap();
    private volatile boolean running;

    KeyKeeping(SigningKeys keys, SecuritySettings settings, PostgresSettings postgres) {
        this.keys = keys;
        this.readable = settings.masterKey() == null && postgres.url() != null;
    }

    @Override
    public void start() {
        if (readable) {
            log.warn("The keys that sign access tokens lie readable in Postgres:"
                    + " set weir.security.master-key (openssl rand -base64 32) to seal them");
        }
        keys.sealAll()
                .then(keys.keep())
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                        .maxBackoff(Duration.ofSeconds(2))
                        .filter(DependencyUnavailable.class::isInstance))
                .onErrorMap(
                        IllegalStateException.class,
                        unusable -> new StartupFailure(String.valueOf(unusable.getMessage())))
                .block(PATIENCE);
        running = true;
        job.update(Recurring.every("Keeping of signing keys", PERIOD, PERIOD, round -> keys.keep()));
    }

    @Override
    public void stop() {
        running = false;
        job.update(Disposables.disposed()); // not disposed itself: a paused node may start again
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before anything that issues or checks tokens. */
    @Override
    public int getPhase() {
        return -100;
    }
}
