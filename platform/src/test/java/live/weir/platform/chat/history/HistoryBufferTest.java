package live.weir.platform.chat.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.LongStream;
import live.weir.platform.chat.protocol.ServerMessage.SystemEvent;
import org.junit.jupiter.api.Test;

/** When what was said is written down. */
class HistoryBufferTest {

    private final HistoryBuffer buffer = new HistoryBuffer(new SimpleMeterRegistry());

    private void happens(int times) {
        for (int i = 0; i < times; i++) {
            buffer.force(new HistoryStep.Happened(
                    UUID.randomUUID(), new SystemEvent(i, "e" + i, "live", Instant.EPOCH, null)));
        }
    }

    private long dueIn(long rounds) {
        return LongStream.range(0, rounds).filter(buffer::isDue).count();
    }

    @Test
    void nothing_is_never_due() {
        buffer.hurry();
        assertThat(dueIn(6)).isZero();
    }

    @Test
    void a_little_waits_for_every_third_round() {
        happens(1);
        assertThat(dueIn(9)).isEqualTo(3);
    }

    @Test
    void a_hundred_things_are_due_in_each_round() {
        happens(100);
        assertThat(dueIn(9)).isEqualTo(9);
    }

    @Test
    void what_is_nowhere_else_is_due_in_each_round_until_it_is_taken() {
        happens(1);
        buffer.hurry();
        assertThat(dueIn(9)).isEqualTo(9);

        buffer.written(buffer.take(1_000).size());
        happens(1);
        assertThat(dueIn(9)).isEqualTo(3);
    }
}
