package live.weir.bridge.forward.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalLogTest {

    private static final long MILLI = 1_000_000;
    private static final long LOST = ArrivalLog.NOT_RECEIVED;

    private record Message(long base, List<Long> arrivals) {}

    private final ArrivalLog log = new ArrivalLog();

    @Test
    void feedback_names_each_packet_since_the_last_once() {
        log.record(100, 1);
        log.record(101, 2);
        log.record(103, 4);

        assertThat(take()).containsExactly(new Message(100, List.of(1L, 2L, LOST, 4L)));
        assertThat(take()).isEmpty();
        log.record(105, 6);
        assertThat(take()).containsExactly(new Message(104, List.of(LOST, 6L)));
    }

    @Test
    void a_late_packet_is_reported_with_those_after_it() {
        log.record(1, 1);
        log.record(3, 3);
        take();
        log.record(2, 5);
        log.record(4, 6);

        assertThat(take()).containsExactly(new Message(2, List.of(5L, 3L, 6L)));
    }

    @Test
    void a_duplicate_changes_nothing() {
        log.record(1, 1);
        log.record(1, 9);

        assertThat(take()).containsExactly(new Message(1, List.of(1L)));
        log.record(1, 12);
        assertThat(log.isDue(1000 * MILLI)).isFalse();
    }

    @Test
    void many_packets_make_it_due_sooner_than_few() {
        log.record(1, 0);
        assertThat(log.isDue(99 * MILLI)).isFalse();
        assertThat(log.isDue(100 * MILLI)).isTrue();
        record(2, 11, 0);
        assertThat(log.isDue(49 * MILLI)).isFalse();
        assertThat(log.isDue(50 * MILLI)).isTrue();
        record(11, 200, 0);
        assertThat(log.isDue(MILLI)).isTrue();
    }

    @Test
    void silence_is_never_due() {
        assertThat(log.isDue(1000 * MILLI)).isFalse();
        assertThat(log.dueNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void long_news_are_told_in_several_messages() {
        record(0, 1000, 5);

        List<Message> messages = take();

        assertThat(messages).extracting(Message::base).containsExactly(0L, 400L, 800L);
        assertThat(messages).extracting(message -> message.arrivals().size()).containsExactly(400, 400, 200);
    }

    @Test
    void what_nobody_takes_is_forgotten_from_the_old_end() {
        record(0, 5000, 5);

        assertThat(log.overrun()).isEqualTo(5000 - 2048);
        assertThat(take().get(0).base()).isEqualTo(5000 - 2048);
    }

    @Test
    void it_goes_on_across_wraps_and_begins_anew_after_a_restart() {
        record(65_534, 65_538, 1);
        assertThat(take()).containsExactly(new Message(65_534, List.of(1L, 1L, 1L, 1L)));

        log.record(7, 2);
        log.record(8, 3);
        assertThat(take()).containsExactly(new Message(8, List.of(3L)));
    }

    private void record(long from, long to, long nowNanos) {
        for (long sequence = from; sequence < to; sequence++) {
            log.record(sequence, nowNanos);
        }
    }

    private List<Message> take() {
        List<Message> messages = new ArrayList<>();
        log.take(
                0,
                (base, count, arrivals) -> messages.add(new Message(
                        base, Arrays.stream(arrivals, 0, count).boxed().toList())));
        return messages;
    }
}
