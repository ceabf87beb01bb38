package live.weir.testing;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class HouseRulesTest {

    @Test
    void who_waits_on_an_event_loop_fails_the_test_even_if_the_error_is_swallowed() {
        Mono<Void> waits = Mono.fromRunnable(() -> {
            try {
                Thread.sleep(1);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        Now.done(waits.subscribeOn(Schedulers.parallel()).onErrorComplete());
        assertThatThrownBy(HouseRules::failIfBroken).hasRootCauseInstanceOf(BlockingOperationError.class);
    }

    @Test
    void a_lost_buffer_fails_the_test() throws Exception {
        lose();
        eventually(() -> {
            System.gc();
            // Losses are reported when the next buffer is made.
            ByteBufAllocator.DEFAULT.buffer().release();
            assertThat(breach()).contains("was lost");
        });
    }

    private static void lose() {
        assertThat(ByteBufAllocator.DEFAULT.buffer(16).writeByte(1).refCnt()).isOne();
    }

    private static String breach() {
        try {
            HouseRules.failIfBroken();
            return "";
        } catch (AssertionError breach) {
            return String.valueOf(breach.getMessage());
        }
    }
}
