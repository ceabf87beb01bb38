package live.weir.bridge.forward.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossDetectorTest {

    private static final long MILLI = 1_000_000;

    private final LossDetector detector = new LossDetector(LossPolicy.VIDEO);
    private final Wishes wishes = new Wishes();

    @Test
    void a_stream_without_gaps_asks_for_nothing() {
        receive(0, 100_000, 0);

        assertThat(request(0)).isEmpty();
        assertThat(detector.nextRequestNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_packet_overtaken_by_one_is_given_a_moment() {
        receive(0, 10, 0);
        detector.receive(11, 0);
        assertThat(request(0)).isEmpty();

        detector.receive(10, 5 * MILLI);

        assertThat(request(50 * MILLI)).isEmpty();
        assertThat(detector.reordered()).isEqualTo(1);
        assertThat(detector.lost()).isZero();
    }

    @Test
    void a_packet_overtaken_by_two_is_asked_for_at_once() {
        receive(0, 10, 0);
        receive(11, 13, 0);

        assertThat(request(0)).containsExactly(10L);
    }

    @Test
    void a_missing_packet_is_asked_for_after_a_while_though_few_follow() {
        receive(0, 10, 0);
        detector.receive(11, 0);

        assertThat(request(9 * MILLI)).isEmpty();
        assertThat(request(10 * MILLI)).containsExactly(10L);
    }

    @Test
    void repeats_keep_the_pace_of_the_round_trip() {
        detector.roundTrip(80 * MILLI);
        receive(0, 10, 0);
        receive(12, 20, 0);

        assertThat(request(0)).containsExactly(10L, 11L);
        assertThat(request(99 * MILLI)).isEmpty();
        assertThat(request(100 * MILLI)).containsExactly(10L, 11L);
        detector.recover(10);
        assertThat(request(200 * MILLI)).containsExactly(11L);
        assertThat(detector.recovered()).isEqualTo(1);
        assertThat(detector.requests()).isEqualTo(5);
    }

    @Test
    void what_stays_away_too_long_is_given_up_for_a_keyframe() {
        detector.roundTrip(100 * MILLI);
        receive(0, 10, 0);
        receive(11, 20, 0);
        for (int millis = 0; millis <= 1000; millis += 10) {
            request(millis * MILLI);
        }
        assertThat(wishes.refreshes).isZero();

        request(1001 * MILLI);

        assertThat(wishes.refreshes).isEqualTo(1);
        assertThat(detector.missing()).isZero();
        assertThat(detector.abandoned()).isEqualTo(1);
        assertThat(detector.recover(10)).isFalse();
    }

    @Test
    void after_the_last_try_it_waits_for_an_answer_before_it_gives_up() {
        detector.roundTrip(20 * MILLI);
        receive(0, 10, 0);
        receive(11, 20, 0);
        for (int i = 0; i < 10; i++) {
            assertThat(request(i * (25 * MILLI))).containsExactly(10L);
        }

        assertThat(request(249 * MILLI)).isEmpty();
        assertThat(wishes.refreshes).isZero();
        request(250 * MILLI);
        assertThat(wishes.refreshes).isEqualTo(1);
    }

    @Test
    void a_great_gap_is_not_filled_but_wants_a_keyframe() {
        receive(0, 10, 0);
        detector.receive(300, 0);

        assertThat(request(MILLI)).isEmpty();
        assertThat(wishes.refreshes).isEqualTo(1);
        assertThat(detector.abandoned()).isEqualTo(290);
        receive(301, 400, 2 * MILLI);
        assertThat(request(20 * MILLI)).isEmpty();
    }

    @Test
    void a_restarted_stream_wants_a_keyframe_and_goes_on_from_there() {
        receive(40_000, 40_010, 0);
        receive(7, 20, 0);
        request(0);

        assertThat(wishes.refreshes).isEqualTo(1);
        receive(21, 30, MILLI);
        assertThat(request(MILLI)).containsExactly(20L);
    }

    @Test
    void gaps_across_the_ring_and_the_wrap_are_found() {
        receive(0, 65_530, 0);
        receive(65_540, 65_550, 0);

        assertThat(request(0))
                .containsExactly(
                        65_530L, 65_531L, 65_532L, 65_533L, 65_534L, 65_535L, 65_536L, 65_537L, 65_538L, 65_539L);
    }

    @Test
    void a_gap_that_leaves_the_window_is_given_up() {
        receive(0, 10, 0);
        receive(11, 1030, 0);
        request(0);
        receive(1030, 1040, MILLI);
        request(MILLI);

        assertThat(detector.missing()).isZero();
        assertThat(detector.abandoned()).isEqualTo(1);
        assertThat(wishes.refreshes).isEqualTo(1);
    }

    @Test
    void what_is_missing_before_a_keyframe_is_asked_for_all_the_same() {
        receive(0, 10, 0);
        receive(15, 20, 0);
        detector.keyframe(15);

        assertThat(request(0)).containsExactly(10L, 11L, 12L, 13L, 14L);
    }

    @Test
    void for_what_is_given_up_before_a_keyframe_no_other_one_is_wanted() {
        receive(0, 10, 0);
        receive(11, 20, 0);
        detector.keyframe(15);
        request(0);
        request(5_000 * MILLI);

        assertThat(detector.abandoned()).isEqualTo(1);
        assertThat(wishes.refreshes).isZero();
    }

    @Test
    void of_another_source_nothing_that_was_missing_before_is_asked_for() {
        receive(0, 10, 0);
        receive(15, 20, 0);
        detector.forgetBefore(13);

        assertThat(request(0)).containsExactly(13L, 14L);
        assertThat(wishes.refreshes).isZero();
    }

    private List<Long> request(long nowNanos) {
        wishes.sequences.clear();
        detector.request(nowNanos, wishes);
        return List.copyOf(wishes.sequences);
    }

    private void receive(long from, long to, long nowNanos) {
        for (long sequence = from; sequence < to; sequence++) {
            detector.receive(sequence, nowNanos);
        }
    }

    private static final class Wishes implements LossDetector.Repair {

        private final List<Long> sequences = new ArrayList<>();
        private int refreshes;

        @Override
        public void resend(long sequence) {
            sequences.add(sequence);
        }

        @Override
        public void refresh() {
            refreshes++;
        }
    }
}
