package live.weir.platform.resilience;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class GuardTest {

    private static final GuardPolicy POLICY =
            new GuardPolicy(2, Duration.ofMillis(500), 50, 4, Duration.ofSeconds(10), Duration.ofMinutes(10), 1, 1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Guards guards = new Guards(meters, Clock.systemUTC());
    private final Guard guard = guard("thing", POLICY, Mono::empty);

    private Guard guard(String name, GuardPolicy policy, Supplier<Mono<?>> probe) {
        return guards.create(name, policy, IOException.class::isInstance, probe);
    }

    @AfterEach
    void stop() {
        guards.destroy();
    }

    @Test
    void what_the_dependency_answers_passes_unchanged() {
        StepVerifier.create(guard.call(Mono.just("answer")))
                .expectNext("answer")
                .verifyComplete();
        StepVerifier.create(guard.call(Mono.empty())).verifyComplete();
    }

    @Test
    void an_error_that_is_an_answer_passes_unchanged_and_never_opens_the_breaker() {
        for (int call = 0; call < 50; call++) {
            StepVerifier.create(guard.call(Mono.error(new IllegalArgumentException("duplicate key"))))
                    .verifyError(IllegalArgumentException.class);
        }
        assertThat(guard.isClosed()).isTrue();
    }

    @Test
    void a_failure_becomes_unavailable_and_names_the_dependency() {
        StepVerifier.create(guard.call(Mono.error(new IOException("reset")))).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(DependencyUnavailable.class).hasCauseInstanceOf(IOException.class);
            assertThat(((DependencyUnavailable) error).dependency()).isEqualTo("thing");
        });
    }

    @Test
    void failures_open_the_breaker_which_then_refuses_without_calling() {
        AtomicInteger calls = new AtomicInteger();
        Mono<Object> failing = Mono.defer(() -> {
            calls.incrementAndGet();
            return Mono.error(new IOException("down"));
        });
        for (int call = 0; call < 10; call++) {
            StepVerifier.create(guard.call(failing)).verifyError(DependencyUnavailable.class);
        }
        assertThat(calls).hasValue(4);
        assertThat(guard.isClosed()).isFalse();
        assertThat(guards.transitions()).singleElement().satisfies(transition -> {
            assertThat(transition.to()).isEqualTo("OPEN");
            assertThat(transition.cause()).contains("down");
        });
        assertThat(guards.statuses()).singleElement().satisfies(status -> {
            assertThat(status.state()).isEqualTo("OPEN");
            assertThat(status.rejected()).isEqualTo(6);
        });
        assertThat(meters.counter("weir.guard.transitions", "guard", "thing", "to", "OPEN")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_call_that_takes_too_long_is_given_up_and_cancelled() {
        AtomicInteger cancelled = new AtomicInteger();
        Mono<Object> slow = Mono.never().doOnCancel(cancelled::incrementAndGet);
        Guard impatient = guard("impatient", POLICY.withTimeout(Duration.ofMillis(50)), Mono::empty);
        StepVerifier.create(impatient.call(slow))
                .verifyErrorMatches(error -> error instanceof DependencyUnavailable
                        && String.valueOf(error.getMessage()).contains("in time"));
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void more_calls_than_the_bulkhead_holds_are_refused_at_once() {
        Sinks.One<String> answer = Sinks.one();
        StepVerifier first = StepVerifier.create(guard.call(answer.asMono()))
                .expectNext("late")
                .expectComplete()
                .verifyLater();
        StepVerifier second = StepVerifier.create(guard.call(answer.asMono()))
                .expectNext("late")
                .expectComplete()
                .verifyLater();
        StepVerifier.create(guard.call(Mono.just("third")))
                .verifyErrorMatches(error -> String.valueOf(error.getMessage()).contains("too busy"));
        answer.tryEmitValue("late").orThrow();
        first.verify();
        second.verify();
        StepVerifier.create(guard.call(Mono.just("fourth")))
                .expectNext("fourth")
                .verifyComplete();
    }

    @Test
    void only_what_may_be_repeated_is_repeated() {
        AtomicInteger calls = new AtomicInteger();
        Mono<String> failsOnce = Mono.defer(
                () -> calls.getAndIncrement() == 0 ? Mono.error(new IOException("blip")) : Mono.just("answer"));
        StepVerifier.create(guard.callIdempotent(failsOnce))
                .expectNext("answer")
                .verifyComplete();
        calls.set(0);
        StepVerifier.create(guard.call(failsOnce)).verifyError(DependencyUnavailable.class);
    }

    @Test
    void a_probe_closes_the_breaker_when_the_dependency_is_back_though_nobody_asks() throws Exception {
        AtomicInteger probes = new AtomicInteger();
        GuardPolicy quick =
                new GuardPolicy(2, Duration.ofMillis(500), 50, 1, Duration.ofSeconds(10), Duration.ofMillis(1), 1, 0);
        Guard probed = guard("probed", quick, () -> Mono.fromSupplier(probes::incrementAndGet));
        StepVerifier.create(probed.call(Mono.error(new IOException("down")))).verifyError();
        assertThat(probed.isClosed()).isFalse();
        eventually(() -> assertThat(probed.isClosed()).isTrue());
        assertThat(probes.get()).isPositive();
    }
}
