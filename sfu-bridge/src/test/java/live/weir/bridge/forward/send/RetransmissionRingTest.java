package live.weir.bridge.forward.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetransmissionRingTest {

    private static final long MILLI = 1_000_000;

    private final RetransmissionRing ring = new RetransmissionRing(16, 1000 * MILLI);
    private final List<ByteBuf> packets = new ArrayList<>();

    @AfterEach
    void nothing_is_left_when_it_is_cleared() {
        ring.clear();
        assertThat(packets).allMatch(packet -> packet.refCnt() == 0);
        assertThat(ring.size()).isZero();
    }

    @Test
    void a_packet_can_be_had_again_while_it_is_held() {
        ByteBuf packet = put(7, 0);

        assertThat(ring.get(7, 0)).isSameAs(packet);
        assertThat(ring.get(8, 0)).isNull();
        assertThat(ring.get(7 + 16, 0)).isNull();
    }

    @Test
    void what_is_overwritten_is_released() {
        ByteBuf first = put(0, 0);
        for (long sequence = 1; sequence <= 16; sequence++) {
            put(sequence, 0);
        }

        assertThat(first.refCnt()).isZero();
        assertThat(ring.get(0, 0)).isNull();
        assertThat(ring.get(1, 0)).isNotNull();
        assertThat(ring.size()).isEqualTo(16);
    }

    @Test
    void what_is_too_old_is_neither_given_nor_kept() {
        ByteBuf old = put(1, 0);
        put(2, 900 * MILLI);

        assertThat(ring.get(1, 1001 * MILLI)).isNull();
        assertThat(old.refCnt()).isEqualTo(1);
        ring.expire(1001 * MILLI);
        assertThat(old.refCnt()).isZero();
        assertThat(ring.get(2, 1001 * MILLI)).isNotNull();
        assertThat(ring.size()).isEqualTo(1);
    }

    @Test
    void a_late_packet_finds_its_place_and_one_too_late_is_left_alone() {
        put(100, 0);
        put(98, 0);
        put(84, 0);

        assertThat(ring.get(98, 0)).isNotNull();
        assertThat(ring.get(84, 0)).isNull();
        assertThat(packets.get(2).refCnt()).isZero();
    }

    @Test
    void a_packet_put_twice_is_held_once() {
        ByteBuf first = put(5, 0);
        ByteBuf second = put(5, 0);

        assertThat(first.refCnt()).isZero();
        assertThat(ring.get(5, 0)).isSameAs(second);
        assertThat(ring.size()).isEqualTo(1);
    }

    @Test
    void gaps_jumps_and_restarts_leave_nothing_behind() {
        put(65_530, 0);
        put(65_540, 0);
        assertThat(ring.get(65_530, 0)).isNotNull();

        put(80_000, 0);
        assertThat(ring.size()).isEqualTo(1);

        put(3, 0);
        assertThat(ring.get(3, 0)).isNotNull();
        assertThat(ring.size()).isEqualTo(1);
    }

    @Test
    void a_long_stream_with_gaps_stays_within_its_bounds() {
        for (int i = 0; i < 100_000; i++) {
            put(i * 3L % 7 + i * 2L, i * MILLI);
            assertThat(ring.size()).isLessThanOrEqualTo(16);
        }
    }

    @Test
    void a_capacity_that_is_no_power_of_two_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RetransmissionRing(1000, 1));
    }

    /** The ring holds the only reference afterwards. */
    private ByteBuf put(long sequence, long nowNanos) {
        ByteBuf packet = Unpooled.buffer(4);
        ring.put(sequence, packet, nowNanos);
        packet.release();
        packets.add(packet);
        return packet;
    }
}
