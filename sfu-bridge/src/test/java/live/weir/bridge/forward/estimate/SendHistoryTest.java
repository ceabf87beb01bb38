package live.weir.bridge.forward.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendHistoryTest {

    private final SendHistory history = new SendHistory(16);

    @Test
    void a_packet_is_known_until_it_is_acknowledged() {
        history.add(65_540, 1200, 3, 99);
        int slot = history.find(65_540);

        assertThat(history.sentNanos(slot)).isEqualTo(99);
        assertThat(history.bytes(slot)).isEqualTo(1200);
        assertThat(history.probe(slot)).isEqualTo(3);
        assertThat(history.acknowledge(slot)).isFalse();
        assertThat(history.find(65_540)).isEqualTo(SendHistory.ABSENT);
    }

    @Test
    void a_lost_packet_may_still_turn_up() {
        history.add(1, 1200, 0, 0);

        assertThat(history.lose(history.find(1))).isTrue();
        assertThat(history.lose(history.find(1))).isFalse();
        assertThat(history.acknowledge(history.find(1))).isTrue();
    }

    @Test
    void old_packets_make_room_for_new_ones() {
        for (long sequence = 0; sequence < 100; sequence++) {
            history.add(sequence, 1, 0, sequence);
        }

        assertThat(history.find(83)).isEqualTo(SendHistory.ABSENT);
        assertThat(history.find(84)).isNotEqualTo(SendHistory.ABSENT);
        assertThat(history.find(100)).isEqualTo(SendHistory.ABSENT);
    }
}
