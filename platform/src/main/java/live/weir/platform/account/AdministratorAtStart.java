package live.weir.platform.account;

import java.time.Duration;
import java.util.Optional;
import live.weir.platform.infrastructure.StartupFailure;
import live.weir.platform.launch.StartupNotice;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Makes the first administrator at start if the operator named one; offers a one-time link otherwise. */
@Component
final class AdministratorAtStart implements SmartLifecycle, StartupNotice {

    private static final Logger log = LoggerFactory.getLogger(AdministratorAtStart.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FirstAdministrator first;
    private final AdminSettings settings;
    private final Passwords rules;
    private volatile @Nullable String token;
    private volatile boolean running;

    AdministratorAtStart(FirstAdministrator first, AdminSettings settings, Passwords rules) {
        this.first = first;
        this.settings = settings;
        this.rules = rules;
    }

    @Override
    public Optional<String> sentence(String base) {
        String offered = token;
        return offered == null ? Optional.empty() : FirstAdministrator.link(base, offered);
    }

    /** On the starting thread, before the node listens. */
    @Override
    public void start() {
        running = true;
        first.isMissing()
                .filter(missing -> missing)
                .flatMap(missing -> settings.isGiven() ? make() : offer())
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                        .maxBackoff(Duration.ofSeconds(2))
                        .filter(DependencyUnavailable.class::isInstance))
                .block(PATIENCE);
    }

    private Mono<Void> offer() {
        return first.offer().doOnNext(offered -> token = offered).then();
    }

    private Mono<Void> make() {
        String handle = String.valueOf(settings.handle());
        String password = String.valueOf(settings.password());
        Handles.complaint(handle)
                .map(complaint -> "weir.admin.handle " + complaint)
                .or(() -> rules.complaint(password, handle).map(complaint -> "weir.admin.password " + complaint))
                .ifPresent(sentence -> {
                    throw new StartupFailure(sentence + ".");
                });
        return first.make(Handles.normal(handle), password, Client.NODE)
                .doOnNext(row -> log.info("Made the first administrator, {}", row.handle()))
                .then()
                .onErrorResume(Problem.class, AdministratorAtStart::reported);
    }

    /** Another node was faster, or the handle belongs to somebody: neither keeps this node from its work. */
    private static Mono<Void> reported(Problem problem) {
        log.warn("The first administrator was not made: {}", problem.getMessage());
        return Mono.empty();
    }

    @Override
    public void stop() {
        running = false;
        token = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
