package live.weir.platform.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may wrap
    private final LocalBuckets buckets = new LocalBuckets(Limit.valueOf("10/1s"), now::get);

    @Test
    void a_limit_is_read_from_requests_and_time() {
        assertThat(Limit.valueOf("600/1m")).isEqualTo(new Limit(600, Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "600", "0/1m", "-1/1m", "5/0s", "5/2d", "9999999999/1m", "5/1y", "a/1m"})
    void what_makes_no_sense_as_a_limit_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Limit.valueOf(text));
    }

    @Test
    void a_bucket_gives_what_it_holds_at_once_and_then_refuses() {
        for (int request = 9; request >= 0; request--) {
            Decision decision = buckets.take("someone");
            assertThat(decision.allowed()).isTrue();
            assertThat(decision.remaining()).isEqualTo(request);
        }
        Decision refused = buckets.take("someone");
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.untilNext()).isEqualTo(Duration.ofMillis(100));
        assertThat(buckets.take("another").allowed()).isTrue();
    }

    @Test
    void a_bucket_fills_with_time_but_never_over() {
        for (int request = 0; request < 10; request++) {
            buckets.take("someone");
        }
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(150));
        assertThat(buckets.take("someone").allowed()).isTrue();
        assertThat(buckets.take("someone").allowed()).isFalse();
        now.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(buckets.take("someone").remaining()).isEqualTo(9);
    }
}
