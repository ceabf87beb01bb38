package live.weir.platform.resilience;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The protection around one dependency: bulkhead, then breaker, then timeout, then a retry where the call allows it.
 *
 * <p>What the dependency did wrong becomes {@link DependencyUnavailable}; what it answered, errors included (a
 * duplicate key, say), passes unchanged and counts as a success, because it shows the dependency at work. The fallback
 * is the caller's: {@code guard.call(…).onErrorResume(DependencyUnavailable.class, …)}.
 */
public final class Guard {

    private static final Duration RETRY_DELAY = Duration.ofMillis(20);

    private final GuardPolicy policy;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final Predicate<Throwable> isFailure;

    Guard(GuardPolicy policy, CircuitBreaker breaker, Bulkhead bulkhead, Predicate<Throwable> isFailure) {
        this.policy = policy;
        this.breaker = breaker;
        this.bulkhead = bulkhead;
        this.isFailure = isFailure;
    }

    public String name() {
        return breaker.getName();
    }

    /** Whether calls are let through without restriction. */
    public boolean isClosed() {
        return breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    /** One try: for work that must not happen twice. */
    public <T> Mono<T> call(Mono<T> work) {
        return attempt(work).onErrorMap(this::refusedOrFailed, this::unavailable);
    }

    /** With retries: for work that may happen twice without harm. */
    public <T> Mono<T> callIdempotent(Mono<T> work) {
        return attempt(work)
                .retryWhen(Retry.backoff(policy.retries(), RETRY_DELAY)
                        .jitter(0.5)
                        .filter(isFailure.or(TimeoutException.class::isInstance))
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()))
                .onErrorMap(this::refusedOrFailed, this::unavailable);
    }

    private <T> Mono<T> attempt(Mono<T> work) {
        return work.timeout(policy.timeout())
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .transformDeferred(BulkheadOperator.of(bulkhead));
    }

    private boolean refusedOrFailed(Throwable error) {
        return error instanceof CallNotPermittedException
                || error instanceof BulkheadFullException
                || error instanceof TimeoutException
                || isFailure.test(error);
    }

    private DependencyUnavailable unavailable(Throwable error) {
        if (error instanceof DependencyUnavailable already) {
            return already;
        }
        if (error instanceof CallNotPermittedException) {
            return new DependencyUnavailable(name(), "is away (breaker open)", policy.openFor(), null);
        }
        if (error instanceof BulkheadFullException) {
            return new DependencyUnavailable(name(), "is too busy (bulkhead full)", policy.openFor(), null);
        }
        if (error instanceof TimeoutException) {
            return new DependencyUnavailable(name(), "did not answer in time", policy.openFor(), null);
        }
        return new DependencyUnavailable(name(), "failed", policy.openFor(), error);
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    Bulkhead bulkhead() {
        return bulkhead;
    }

    GuardPolicy policy() {
        return policy;
    }
}
