package live.weir.platform.resilience;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * All guards of a node. A dependency gets its guard, metrics, health, probing and a place in the log of transitions by
 * one call of {@link #create}.
 */
@Component
public class Guards implements DisposableBean {

    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    private final BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
    private final Map<String, Guard> guards = new ConcurrentSkipListMap<>();
    private final Map<String, Disposable> probes = new ConcurrentHashMap<>();
    private final TransitionLog transitions;

    Guards(MeterRegistry meters, Clock clock) {
        this.transitions = new TransitionLog(clock, meters);
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
    }

    /**
     * Makes the guard of a dependency.
     *
     * @param isFailure which errors mean that the dependency failed, rather than that it answered
     * @param probe the cheapest call that shows the dependency at work; made while the breaker is not closed, so that it
     *     closes even when no client asks
     */
    public Guard create(
            String name, GuardPolicy policy, Predicate<Throwable> isFailure, Supplier<? extends Mono<?>> probe) {
        Predicate<Throwable> failed = isFailure.or(TimeoutException.class::isInstance);
        CircuitBreaker breaker = breakers.circuitBreaker(name, breakerConfig(policy, failed));
        transitions.follow(breaker);
        Guard guard = new Guard(policy, breaker, bulkheads.bulkhead(name, bulkheadConfig(policy)), failed);
        if (guards.putIfAbsent(name, guard) != null) {
            throw new IllegalStateException("There is a guard named " + name + " already");
        }
        probes.put(name, probing(guard, probe));
        return guard;
    }

    /** Forgets the guard of a dependency that is no more, such as a node that went; its metrics go with it. */
    public void retire(Guard guard) {
        if (guards.remove(guard.name(), guard)) {
            Disposable probe = probes.remove(guard.name());
            if (probe != null) {
                probe.dispose();
            }
            breakers.remove(guard.name());
            bulkheads.remove(guard.name());
            transitions.forget(guard.name());
        }
    }

    public List<GuardStatus> statuses() {
        return guards.values().stream().map(transitions::status).toList();
    }

    /** The latest transitions, newest first; bounded. */
    public List<GuardTransition> transitions() {
        return transitions.latest();
    }

    public boolean allClosed() {
        return guards.values().stream().allMatch(Guard::isClosed);
    }

    private static CircuitBreakerConfig breakerConfig(GuardPolicy policy, Predicate<Throwable> failed) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize((int) Math.max(1, policy.window().toSeconds()))
                // The other one takes a lock per result, and event loops that meet there park.
                .slidingWindowSynchronizationStrategy(SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .minimumNumberOfCalls(policy.minimumCalls())
                .failureRateThreshold(policy.failureRate())
                .waitDurationInOpenState(policy.openFor())
                .permittedNumberOfCallsInHalfOpenState(policy.halfOpenCalls())
                .recordException(failed)
                .build();
    }

    private static BulkheadConfig bulkheadConfig(GuardPolicy policy) {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(policy.maxConcurrent())
                .maxWaitDuration(Duration.ZERO) // waiting would block the event loop
                .build();
    }

    private static Disposable probing(Guard guard, Supplier<? extends Mono<?>> probe) {
        Duration pause = guard.policy().openFor().dividedBy(2).plusMillis(1);
        return Recurring.every(
                "Probing of " + guard.name(),
                pause,
                pause,
                round -> guard.isClosed()
                        ? Mono.empty()
                        : guard.call(Mono.<Object>defer(probe)).then().onErrorComplete());
    }

    @Override
    public void destroy() {
        probes.values().forEach(Disposable::dispose);
    }
}
