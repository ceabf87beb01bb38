package live.weir.bridge.forward.send;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacerTest {

    private static final long MILLI = 1_000_000L;

    private final Pacer pacer = new Pacer(PacerPolicy.USUAL);
    private final Traffic picture = new Traffic(pacer);

    @Test
    void before_anything_is_known_of_the_path_nothing_waits() {
        offer(picture, 500, 0);

        assertThat(picture.sent).hasSize(500);
        assertThat(pacer.isIdle()).isTrue();
    }

    @Test
    void the_usual_packet_leaves_at_once() {
        knowMegabit();
        for (int i = 0; i < 100; i++) {
            offer(picture, 1, i * (20 * MILLI));
            assertThat(picture.sent).hasSize(i + 1);
        }
    }

    @Test
    void a_keyframe_is_spread_at_the_paced_rate() {
        knowMegabit();
        offer(picture, 10, 0);
        assertThat(picture.sent).hasSize(3);
        assertThat(pacer.queuedBytes()).isEqualTo(7L * Traffic.PACKET);

        drain(0, 200, 1);

        assertThat(picture.sent).hasSize(10);
        assertThat(picture.lastNanos / MILLI).isBetween(45L, 60L);
        assertThat(pacer.isIdle()).isTrue();
    }

    @Test
    void what_is_sent_again_goes_before_pictures() {
        knowMegabit();
        offer(picture, 5, 0);
        picture.offerAgain(7, 0);

        drain(0, 100, 1);

        assertThat(picture.sent).containsExactly("0", "1", "2", "again7", "3", "4");
    }

    @Test
    void what_left_without_asking_is_missing_to_the_others() {
        knowMegabit();
        pacer.passed(3 * Traffic.PACKET, 0);
        offer(picture, 1, 0);

        assertThat(picture.sent).isEmpty();
    }

    @Test
    void pictures_of_one_path_leave_in_the_order_of_their_coming() {
        Traffic other = new Traffic(pacer);
        knowMegabit();
        offer(picture, 3, 0);
        offer(other, 1, MILLI);
        offer(picture, 1, 2 * MILLI);
        assertThat(pacer.queuedBytes()).isEqualTo(2L * Traffic.PACKET);

        pacer.drain(8 * MILLI);

        assertThat(other.sent).hasSize(1);
        assertThat(picture.sent).hasSize(3);
    }

    @Test
    void a_new_target_counts_for_what_waits_already() {
        knowMegabit();
        offer(picture, 10, 0);
        pacer.target(40_000_000, 0);
        drain(1, 1, 1);

        assertThat(picture.sent).hasSize(10);
    }

    @Test
    void however_low_the_target_nothing_waits_longer_than_stated() {
        pacer.target(10_000, 0);
        offer(picture, 100, 0);

        drain(20, 100, 20);

        assertThat(picture.sent).hasSize(100);
    }

    @Test
    void it_is_spread_also_when_the_target_is_too_low() {
        pacer.target(10_000, 0);
        offer(picture, 100, 0);

        drain(20, 40, 20);

        assertThat(picture.sent).hasSizeBetween(25, 60);
    }

    @Test
    void a_stream_of_more_than_the_target_is_delayed_but_not_lost() {
        pacer.target(100_000, 0);
        for (int i = 0; i < 2000; i++) {
            assertThat(picture.offer(Integer.toString(i), i * (5 * MILLI))).isTrue();
        }
        int waiting = 2000 - picture.sent.size();

        assertThat(waiting).isLessThanOrEqualTo(20);
        assertThat(picture.discarded).isEmpty();
    }

    @Test
    void what_is_asked_for_again_and_again_waits_in_bounds_too() {
        pacer.target(10_000, 0);
        for (int i = 0; i < 1000; i++) {
            picture.offerAgain(i, 0);
        }
        assertThat(picture.lane().holdAgain(1000, 0)).isFalse();
        drain(100, 100, 1);

        assertThat(picture.sent).hasSizeBetween(256, 260);
    }

    @Test
    void a_full_lane_says_so() {
        pacer.target(10_000, 0);
        int taken = 0;
        while (picture.offer("p", 0)) {
            taken++;
        }

        assertThat(taken - picture.sent.size()).isEqualTo(512);
        assertThat(picture.lane().clear()).isEqualTo(512);
        assertThat(picture.discarded).hasSize(512);
        assertThat(pacer.isIdle()).isTrue();
    }

    @Test
    void what_waits_in_one_lane_is_not_cleared_with_another() {
        Traffic other = new Traffic(pacer);
        knowMegabit();
        offer(picture, 5, 0);
        offer(other, 5, 0);
        picture.lane().clear();

        drain(0, 100, 1);

        assertThat(picture.sent).hasSize(3);
        assertThat(other.sent).hasSize(5);
    }

    /** 400 kbit/s, paced at a megabit: a packet takes 8 ms, and a burst of 20 ms is two and a half packets. */
    private void knowMegabit() {
        pacer.target(400_000, 0);
    }

    private static void offer(Traffic to, int count, long nowNanos) {
        for (int i = 0; i < count; i++) {
            to.offer(to.name(), nowNanos);
        }
    }

    private void drain(long fromMillis, long toMillis, long step) {
        for (long now = fromMillis; now <= toMillis; now += step) {
            pacer.drain(now * MILLI);
        }
    }
}
