package live.weir.platform.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.publisher.TestPublisher;

class ErrandsTest {

    private final Errands errands = new Errands();
    private final List<Throwable> failures = new ArrayList<>();

    @Test
    void what_has_ended_is_not_kept() {
        Sinks.One<String> answer = Sinks.one();
        errands.run(answer.asMono(), failures::add);
        assertThat(errands.size()).isOne();

        answer.tryEmitValue("done");
        errands.run(Mono.empty(), failures::add);

        assertThat(errands.size()).isZero();
        assertThat(failures).isEmpty();
    }

    @Test
    void a_failure_is_told() {
        IllegalStateException failure = new IllegalStateException("away");
        errands.run(Mono.error(failure), failures::add);
        assertThat(failures).containsExactly(failure);
        assertThat(errands.size()).isZero();
    }

    @Test
    void what_is_dropped_is_given_up_and_what_comes_later_runs() {
        TestPublisher<String> slow = TestPublisher.create();
        errands.run(slow.mono(), failures::add);

        errands.drop();

        slow.assertCancelled();
        assertThat(errands.size()).isZero();
        List<String> done = new ArrayList<>();
        errands.run(Mono.just("later").doOnNext(done::add), failures::add);
        assertThat(done).containsExactly("later");
        assertThat(failures).isEmpty();
    }
}
