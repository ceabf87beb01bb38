package live.weir.bridge.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceUnwrapperTest {

    private static final long CYCLE = 0x10000;

    private final SequenceUnwrapper unwrapper = new SequenceUnwrapper();

    @Test
    void goes_on_over_many_wraps() {
        for (long i = 0; i < 300_000; i++) {
            assertThat(unwrapper.unwrap((int) (i & 0xFFFF))).isEqualTo(CYCLE + i);
            assertThat(unwrapper.restarted()).isFalse();
        }
    }

    @Test
    void puts_late_packets_where_they_belong_across_a_wrap() {
        assertThat(unwrapper.unwrap(65_534)).isEqualTo(CYCLE + 65_534);
        assertThat(unwrapper.unwrap(1)).isEqualTo(2 * CYCLE + 1);
        assertThat(unwrapper.unwrap(65_535)).isEqualTo(CYCLE + 65_535);
        assertThat(unwrapper.unwrap(0)).isEqualTo(2 * CYCLE);
        assertThat(unwrapper.newest()).isEqualTo(2 * CYCLE + 1);
    }

    @Test
    void is_not_negative_for_what_is_older_than_the_first() {
        unwrapper.unwrap(0);
        assertThat(unwrapper.unwrap(65_535)).isEqualTo(CYCLE - 1);
    }

    @Test
    void tells_a_restart_by_the_second_packet_in_order() {
        unwrapper.unwrap(1_000);
        assertThat(unwrapper.unwrap(40_000)).isEqualTo(40_000);
        assertThat(unwrapper.restarted()).isFalse();
        assertThat(unwrapper.newest()).isEqualTo(CYCLE + 1_000);
        assertThat(unwrapper.unwrap(40_001)).isEqualTo(CYCLE + 40_001);
        assertThat(unwrapper.restarted()).isTrue();
        assertThat(unwrapper.unwrap(40_002)).isEqualTo(CYCLE + 40_002);
        assertThat(unwrapper.restarted()).isFalse();
    }

    @Test
    void goes_on_upwards_after_a_restart_further_down() {
        unwrapper.unwrap(50_000);
        unwrapper.unwrap(30_000);
        assertThat(unwrapper.unwrap(30_001)).isEqualTo(2 * CYCLE + 30_001);
        assertThat(unwrapper.restarted()).isTrue();
    }

    @Test
    void is_not_moved_by_a_stray() {
        unwrapper.unwrap(100);
        unwrapper.unwrap(20_000);
        assertThat(unwrapper.unwrap(101)).isEqualTo(CYCLE + 101);
        assertThat(unwrapper.unwrap(20_001)).isEqualTo(CYCLE + 20_001);
        assertThat(unwrapper.restarted()).isFalse();
        assertThat(unwrapper.newest()).isEqualTo(CYCLE + 101);
    }

    @Test
    void compares_across_the_wrap() {
        assertThat(Sequences.newer(0, 65_535)).isTrue();
        assertThat(Sequences.newer(65_535, 0)).isFalse();
        assertThat(Sequences.newer(7, 7)).isFalse();
        assertThat(Sequences.distance(65_535, 2)).isEqualTo(3);
        assertThat(Sequences.distance(2, 65_535)).isEqualTo(-3);
        assertThat(Sequences.next(65_535)).isZero();
        assertThat(Sequences.plus(2, -3)).isEqualTo(65_535);
        assertThat(Sequences.newerTimestamp(5, -5)).isTrue();
        assertThat(Sequences.newerTimestamp(Integer.MIN_VALUE, Integer.MAX_VALUE))
                .isTrue();
    }

    @Test
    void unwraps_timestamps() {
        TimestampUnwrapper timestamps = new TimestampUnwrapper();
        long first = timestamps.unwrap(-3_000);
        assertThat(first).isEqualTo((1L << 32) + 0xFFFFF448L);
        assertThat(timestamps.unwrap(3_000)).isEqualTo(first + 6_000);
        assertThat(timestamps.unwrap(-6_000)).isEqualTo(first - 3_000);
        assertThat(timestamps.nearest(0)).isEqualTo(first + 3_000);
        assertThat(timestamps.newest()).isEqualTo(first + 6_000);
    }
}
