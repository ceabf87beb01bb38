package live.weir.bridge.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReorderBufferTest {

    private static final long PATIENCE = 100;

    private final List<String> heard = new ArrayList<>();
    private final ReorderBuffer buffer = new ReorderBuffer(PATIENCE);
    private final ReorderBuffer.Ordered ordered = new ReorderBuffer.Ordered() {
        @Override
        public void packet(long arrivedAt, byte[] bytes, int length) {
            heard.add(Integer.toString(((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff)));
        }

        @Override
        public void lost() {
            heard.add("lost");
        }
    };

    private void add(long at, int... sequences) {
        for (int sequence : sequences) {
            byte[] bytes = {9, (byte) (sequence >> 8), (byte) sequence};
            buffer.add(sequence & 0xffff, at, bytes, 1, 2, ordered);
        }
    }

    @Test
    void packets_come_out_in_order_across_the_wrap() {
        add(0, 65_534, 0, 65_535, 1, 1, 65_535, 2);
        assertThat(heard).containsExactly("65534", "65535", "0", "1", "2");
    }

    @Test
    void what_is_missing_is_waited_for_and_then_lost() {
        add(0, 1, 3);
        add(50, 5);
        buffer.expire(PATIENCE, ordered);
        assertThat(heard).containsExactly("1");
        buffer.expire(PATIENCE + 1, ordered);
        assertThat(heard).containsExactly("1", "lost", "3");
        add(110, 2, 4);
        assertThat(heard).as("2 is too late").containsExactly("1", "lost", "3", "4", "5");
        assertThat(buffer.lostPackets()).isEqualTo(1);
        assertThat(buffer.isWaiting()).isFalse();
    }

    @Test
    void never_more_than_its_slots_are_held() {
        add(0, 1);
        for (int sequence = 3; sequence < 3 + ReorderBuffer.SLOTS; sequence++) {
            add(0, sequence);
        }
        assertThat(heard).startsWith("1", "lost", "3").hasSize(ReorderBuffer.SLOTS + 2);
    }

    @Test
    void numbers_that_begin_anew_are_a_loss_and_go_on() {
        add(0, 100, 101, 40_000, 40_001, 40_002);
        assertThat(heard).containsExactly("100", "101", "lost", "40001", "40002");
        add(0, 39_000, 40_003);
        assertThat(heard).as("a stray").endsWith("40002", "40003");
    }
}
