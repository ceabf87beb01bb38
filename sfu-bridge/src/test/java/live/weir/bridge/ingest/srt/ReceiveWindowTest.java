package live.weir.bridge.ingest.srt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import live.weir.bridge.ingest.srt.ReceiveWindow.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiveWindowTest implements ReceiveWindow.Taker {

    private final List<Integer> taken = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();
    private final List<ByteBuf> buffers = new ArrayList<>();
    private int lost;
    private ReceiveWindow window = new ReceiveWindow(100, this);

    @Override
    public void take(ByteBuf payload) {
        taken.add(payload.getInt(payload.readerIndex()));
    }

    @Override
    public void missed(int first, int last) {
        missed.add(first + "-" + last);
    }

    @Override
    public void lost(int packets) {
        lost += packets;
    }

    private Verdict put(int number, long now) {
        ByteBuf payload = Unpooled.buffer().writeInt(number);
        buffers.add(payload);
        try {
            return window.put(number, payload, now);
        } finally {
            payload.release();
        }
    }

    @AfterEach
    void nothing_is_kept_of_a_window_that_is_closed() {
        window.close();
        assertThat(buffers).allMatch(buffer -> buffer.refCnt() == 0);
    }

    @Test
    void packets_are_handed_on_in_order_and_wait_for_those_that_lack() {
        put(100, 0);
        put(103, 0);
        put(101, 0);
        assertThat(taken).containsExactly(100, 101);
        assertThat(missed).containsExactly("101-102");
        assertThat(put(102, 0)).isEqualTo(Verdict.REPAIRS);
        assertThat(taken).containsExactly(100, 101, 102, 103);
        assertThat(window.lacksAny()).isFalse();
    }

    @Test
    void what_comes_again_or_too_late_or_from_nowhere_is_left() {
        put(100, 0);
        put(102, 0);
        assertThat(put(100, 0)).isEqualTo(Verdict.BELATED);
        assertThat(put(102, 0)).isEqualTo(Verdict.BELATED);
        assertThat(put(99, 0)).isEqualTo(Verdict.BELATED);
        assertThat(put(100 + 1_000_000, 0)).isEqualTo(Verdict.BEYOND);
        assertThat(taken).containsExactly(100);
    }

    @Test
    void a_gap_is_waited_for_until_it_is_too_old() {
        put(100, 0);
        put(103, 10);
        put(102, 90); // a repair makes the rest of the gap no younger
        put(105, 60);
        window.giveUp(100, 95);
        assertThat(taken).containsExactly(100);
        window.giveUp(106, 95);
        assertThat(taken).containsExactly(100, 102, 103);
        assertThat(lost).isEqualTo(1);
        window.giveUp(156, 95);
        assertThat(taken).containsExactly(100, 102, 103, 105);
        assertThat(lost).isEqualTo(2);
        assertThat(put(101, 200)).isEqualTo(Verdict.BELATED);
    }

    @Test
    void numbers_go_round() {
        window = new ReceiveWindow(Sequence.MASK - 1, this);
        put(Sequence.MASK - 1, 0);
        put(1, 0);
        assertThat(missed).containsExactly(Sequence.MASK + "-0");
        put(Sequence.MASK, 0);
        put(0, 0);
        assertThat(taken).containsExactly(Sequence.MASK - 1, Sequence.MASK, 0, 1);
        assertThat(put(Sequence.MASK, 0)).isEqualTo(Verdict.BELATED);
    }

    @Test
    void what_comes_when_there_is_no_room_costs_the_oldest_gap() {
        for (int i = 1; i <= ReceiveWindow.SIZE; i++) {
            put(100 + i, 0);
        }
        assertThat(lost).isEqualTo(1);
        assertThat(taken).hasSize(ReceiveWindow.SIZE);
        put(100 + ReceiveWindow.SIZE * 3 - 1, 0);
        assertThat(lost).isEqualTo(1 + ReceiveWindow.SIZE - 1);
        assertThat(window.room()).isZero();
    }

    @Test
    void what_the_caller_drops_is_not_waited_for() {
        put(100, 0);
        put(104, 0);
        assertThat(window.drop(101, 102)).isTrue();
        assertThat(taken).containsExactly(100);
        put(103, 0);
        assertThat(taken).containsExactly(100, 103, 104);
        assertThat(lost).isEqualTo(2);
        assertThat(window.drop(110, 109)).isFalse();
        assertThat(window.drop(105, 105 + ReceiveWindow.SIZE)).isFalse();
        assertThat(window.drop(1, 2)).isTrue();
        assertThat(window.drop(200, 300)).isTrue();
        assertThat(lost).isEqualTo(2);
    }

    @Test
    void losses_are_told_as_ranges_and_as_many_as_fit_into_a_packet() {
        put(102, 0);
        put(104, 0);
        ByteBuf few = Unpooled.buffer();
        window.report(new LossReport(few));
        assertThat(few.readInt()).isEqualTo(1 << 31 | 100);
        assertThat(few.readInt()).isEqualTo(101);
        assertThat(few.readInt()).isEqualTo(103);
        assertThat(few.isReadable()).isFalse();
        for (int i = 0; i < 4000; i++) {
            put(106 + 2 * i, 0);
        }
        ByteBuf many = Unpooled.buffer();
        window.report(new LossReport(many));
        assertThat(many.readableBytes()).isBetween(1390, 1400);
    }

    @Test
    void whatever_the_network_does_order_is_kept_and_nothing_is_handed_on_twice() {
        Random network = new Random(7);
        window = new ReceiveWindow(Sequence.MASK - 5000, this);
        for (int i = 0; i < 20_000; i++) {
            int number = Sequence.plus(Sequence.MASK - 5000, i - network.nextInt(40));
            if (network.nextInt(10) > 0) {
                put(number, i);
            }
            window.giveUp(i, 60);
            if (network.nextInt(500) == 0) {
                window.drop(Sequence.plus(number, -network.nextInt(20)), Sequence.plus(number, network.nextInt(20)));
            }
        }
        assertThat(taken).hasSizeGreaterThan(10_000);
        for (int i = 1; i < taken.size(); i++) {
            assertThat(Sequence.distance(taken.get(i - 1), taken.get(i))).isPositive();
        }
    }
}
