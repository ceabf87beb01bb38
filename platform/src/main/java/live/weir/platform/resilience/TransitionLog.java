package live.weir.platform.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnErrorEvent;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers what breakers did: each transition is a log line, a count, and one of the latest 200 entries. */
final class TransitionLog {

    private static final Logger log = LoggerFactory.getLogger(Guard.class);
    private static final int KEPT = 200;

    private final Clock clock;
    private final MeterRegistry meters;
    private final Deque<GuardTransition> entries = new ArrayDeque<>();
    private final Map<String, String> lastFailure = new ConcurrentHashMap<>();
    private final Map<String, Instant> since = new ConcurrentHashMap<>();

    TransitionLog(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
    }

    void follow(CircuitBreaker breaker) {
        since.put(breaker.getName(), clock.instant());
        breaker.getEventPublisher().onError(this::failed).onStateTransition(this::moved);
    }

    private void failed(CircuitBreakerOnErrorEvent event) {
        Throwable error = event.getThrowable();
        lastFailure.put(event.getCircuitBreakerName(), error.getClass().getSimpleName() + ": " + error.getMessage());
    }

    private void moved(CircuitBreakerOnStateTransitionEvent event) {
        String guard = event.getCircuitBreakerName();
        String from = event.getStateTransition().getFromState().name();
        String to = event.getStateTransition().getToState().name();
        String cause = to.equals("CLOSED") ? "" : lastFailure.getOrDefault(guard, "");
        Instant now = clock.instant();
        since.put(guard, now);
        add(new GuardTransition(now, guard, from, to, cause));
        meters.counter("weir.guard.transitions", "guard", guard, "to", to).increment();
        if (to.equals("OPEN") && from.equals("CLOSED")) {
            log.warn("Guard {} opened: {}", guard, cause);
        } else if (to.equals("CLOSED")) {
            log.info("Guard {} closed: the dependency is back", guard);
        } else {
            log.debug("Guard {}: {} -> {}", guard, from, to);
        }
    }

    private void add(GuardTransition entry) {
        synchronized (entries) {
            entries.addFirst(entry);
            if (entries.size() > KEPT) {
                entries.removeLast();
            }
        }
    }

    /** What it did stays told. */
    void forget(String guard) {
        since.remove(guard);
        lastFailure.remove(guard);
    }

    List<GuardTransition> latest() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    GuardStatus status(Guard guard) {
        CircuitBreaker.Metrics seen = guard.breaker().getMetrics();
        return new GuardStatus(
                guard.name(),
                guard.breaker().getState().name(),
                seen.getFailureRate(),
                seen.getNumberOfBufferedCalls(),
                seen.getNumberOfFailedCalls(),
                seen.getNumberOfNotPermittedCalls(),
                since.getOrDefault(guard.name(), Instant.EPOCH));
    }
}
