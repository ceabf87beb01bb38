package live.weir.bridge.forward.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StandingQueueTest {

    private static final long MILLI = 1_000_000;

    private final StandingQueue queue = new StandingQueue();
    private long now;

    @Test
    void a_path_at_its_quickest_has_no_queue_whatever_the_peers_clock_shows() {
        feedback(2000, -900_000_000 * MILLI, 10);

        assertThat(queue.isThere()).isFalse();
        assertThat(queue.isDraining()).isFalse();
    }

    @Test
    void a_queue_that_stands_is_drained_until_it_is_gone() {
        feedback(2000, 25 * MILLI, 0);
        feedback(200, 175 * MILLI, 0);
        assertThat(queue.isThere()).isTrue();
        assertThat(queue.isDraining()).isFalse();

        feedback(200, 175 * MILLI, 0);
        assertThat(queue.isDraining()).isTrue();
        feedback(100, 60 * MILLI, 0);
        assertThat(queue.isDraining()).isTrue();
        feedback(100, 40 * MILLI, 0);
        assertThat(queue.isDraining()).isFalse();
    }

    @Test
    void a_burst_behind_which_packets_pass_quickly_is_no_standing_queue() {
        feedback(2000, 25 * MILLI, 0);
        feedback(2000, 25 * MILLI, 200);

        assertThat(queue.isThere()).isFalse();
    }

    @Test
    void a_queue_that_does_not_go_is_not_yielded_to_for_ever() {
        feedback(2000, 25 * MILLI, 0);
        feedback(4500, 300 * MILLI, 0);
        assertThat(queue.isDraining()).isFalse();

        feedback(30_000, 300 * MILLI, 0);
        assertThat(queue.isDraining()).isFalse();
        assertThat(queue.isThere()).isFalse();
    }

    /** Feedback each 50 ms, about packets whose transit wanders above the least. */
    private void feedback(int millis, long leastTransit, int wanderMillis) {
        for (int elapsed = 0; elapsed < millis; elapsed += 50) {
            now += 50 * MILLI;
            for (int packet = 0; packet < 5; packet++) {
                queue.sample(now, now + leastTransit + packet * wanderMillis / 4 * MILLI);
            }
            queue.conclude(now);
        }
    }
}
