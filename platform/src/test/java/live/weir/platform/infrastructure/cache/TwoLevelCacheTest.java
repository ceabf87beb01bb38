package live.weir.platform.infrastructure.cache;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.testing.WeirTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

@WeirTest
class TwoLevelCacheTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final CachePolicy POLICY =
            new CachePolicy(100, Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofHours(1));
    private static final CachePolicy FORGETFUL =
            new CachePolicy(100, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofHours(1));
    private static final CacheCodec<String> TEXT = new CacheCodec<>() {

        @Override
        public byte[] encode(String value) {
            return value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decode(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    };

    @Autowired
    private Caches caches;

    @Autowired
    private Bus bus;

    @Autowired
    private MeterRegistry meters;

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<Mono<String>> truth = new AtomicReference<>(Mono.just("first"));

    @BeforeEach
    void connected() throws Exception {
        eventually(() -> assertThat(bus.isConnected()).isTrue());
    }

    private TwoLevelCache<String> cache(CachePolicy policy) {
        return cache("test-" + NAMES.incrementAndGet(), policy);
    }

    private TwoLevelCache<String> cache(String name, CachePolicy policy) {
        Function<String, Mono<String>> source = key -> Mono.defer(() -> {
            asked.incrementAndGet();
            return truth.get();
        });
        return caches.create(name, policy, TEXT, source);
    }

    @Test
    void what_is_known_is_not_asked_again_and_counts_as_a_hit() {
        String name = "test-hits";
        TwoLevelCache<String> cache = cache(name, POLICY);
        assertThat(now(cache.get("key")).value()).isEqualTo("first");
        Cached<String> again = now(cache.get("key"));
        assertThat(again.value()).isEqualTo("first");
        assertThat(again.stale()).isFalse();
        assertThat(asked).hasValue(1);
        assertThat(meters.counter("weir.cache.reads", "cache", name, "result", "local")
                        .count())
                .isEqualTo(1);
        assertThat(meters.counter("weir.cache.reads", "cache", name, "result", "miss")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void however_many_ask_at_once_the_source_is_asked_once() {
        Sinks.One<String> answer = Sinks.one();
        truth.set(answer.asMono());
        TwoLevelCache<String> cache = cache(POLICY);
        StepVerifier everybody = StepVerifier.create(Flux.range(0, 200)
                        .flatMap(who -> cache.get("key"), 200)
                        .map(found -> String.valueOf(found.value())))
                .expectNextCount(200)
                .expectComplete()
                .verifyLater();
        answer.tryEmitValue("answer").orThrow();
        everybody.verify(Duration.ofSeconds(10));
        assertThat(asked).hasValue(1);
    }

    @Test
    void that_there_is_nothing_is_remembered_too() {
        truth.set(Mono.empty());
        TwoLevelCache<String> cache = cache(POLICY);
        assertThat(now(cache.get("nobody")).isPresent()).isFalse();
        assertThat(now(cache.get("nobody")).isPresent()).isFalse();
        assertThat(asked).hasValue(1);
    }

    @Test
    void another_node_finds_in_the_shared_level_what_one_has_loaded() {
        TwoLevelCache<String> cache = cache(POLICY);
        Cached<String> loaded = now(cache.get("key"));
        cache.forget("key"); // as if on another node, which never knew it
        Cached<String> found = now(cache.get("key"));
        assertThat(found.etag()).isEqualTo(loaded.etag());
        assertThat(asked).hasValue(1);
    }

    @Test
    void after_an_invalidation_the_source_is_asked_and_an_old_value_cannot_come_back() {
        TwoLevelCache<String> cache = cache(POLICY);
        now(cache.get("key"));
        truth.set(Mono.just("second"));
        done(cache.invalidate("key"));
        assertThat(now(cache.get("key")).value()).isEqualTo("second");
        cache.forget("key");
        // The tombstone keeps the shared level empty for a while: nobody can have put an old value there meanwhile.
        assertThat(now(cache.get("key")).value()).isEqualTo("second");
        assertThat(asked).hasValue(3);
    }

    @Test
    void a_value_that_was_loaded_while_its_key_changed_is_kept_by_nobody() throws Exception {
        Sinks.One<String> slow = Sinks.one();
        truth.set(slow.asMono());
        TwoLevelCache<String> cache = cache(POLICY);
        StepVerifier waiting = StepVerifier.create(cache.get("key").map(found -> String.valueOf(found.value())))
                .expectNext("old")
                .expectComplete()
                .verifyLater();
        eventually(() -> assertThat(asked).hasValue(1));
        truth.set(Mono.just("new"));
        done(cache.invalidate("key"));
        slow.tryEmitValue("old").orThrow();
        waiting.verify(Duration.ofSeconds(10));
        assertThat(now(cache.get("key")).value()).isEqualTo("new");
    }

    @Test
    void while_the_source_is_away_what_was_known_is_served_and_marked() throws Exception {
        TwoLevelCache<String> cache = cache(FORGETFUL);
        now(cache.get("key"));
        truth.set(Mono.error(new DependencyUnavailable("source", "is away", Duration.ofSeconds(1), null)));
        eventually(() -> assertThat(now(cache.get("key")).stale()).isTrue());
        assertThat(now(cache.get("key")).value()).isEqualTo("first");
        StepVerifier.create(cache.get("never seen")).verifyError(DependencyUnavailable.class);
        truth.set(Mono.just("back"));
        eventually(() -> assertThat(now(cache.get("key")).value()).isEqualTo("back"));
    }

    @Test
    void an_answer_that_is_an_error_is_passed_on_and_not_remembered() {
        truth.set(Mono.error(new IllegalStateException("bug")));
        TwoLevelCache<String> cache = cache(POLICY);
        StepVerifier.create(cache.get("key")).verifyError(IllegalStateException.class);
        truth.set(Mono.just("well"));
        assertThat(now(cache.get("key")).value()).isEqualTo("well");
    }

    @Test
    void who_gives_up_waiting_does_not_take_the_answer_from_the_others() {
        Sinks.One<String> answer = Sinks.one();
        truth.set(answer.asMono());
        TwoLevelCache<String> cache = cache(POLICY);
        cache.get("key").subscribe().dispose();
        StepVerifier patient = StepVerifier.create(cache.get("key").map(found -> String.valueOf(found.value())))
                .expectNext("answer")
                .expectComplete()
                .verifyLater();
        answer.tryEmitValue("answer").orThrow();
        patient.verify(Duration.ofSeconds(10));
    }
}
