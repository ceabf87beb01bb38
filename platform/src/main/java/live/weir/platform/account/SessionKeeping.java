package live.weir.platform.account;

import java.time.Duration;
import java.time.Instant;
import live.weir.platform.resilience.Recurring;
import live.weir.platform.security.RevocationSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Tells of ended sessions, and forgets them when they no longer matter. */
@Component
final class SessionKeeping implements RevocationSource, SmartLifecycle {

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration PERIOD = Duration.ofHours(1);

    private final SessionRepository sessions;
    private final Disposable.Swap job = Disposables.swap();
    private volatile boolean running;

    SessionKeeping(SessionRepository sessions) {
        this.sessions = sessions;
    }

    @Override
    public Mono<Revoked> since(Instant moment) {
        return sessions.revokedSince(moment);
    }

    /** Every node does it; two at once do no harm. */
    @Override
    public void start() {
        running = true;
        job.update(Recurring.every("Forgetting of ended sessions", FIRST, PERIOD, round -> sessions.forget()));
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
}
