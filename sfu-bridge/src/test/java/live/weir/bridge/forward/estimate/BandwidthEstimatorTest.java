package live.weir.bridge.forward.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BandwidthEstimatorTest {

    private static final long MILLI = 1_000_000;

    private final ProbePlanner probes = new ProbePlanner();
    private final BandwidthEstimator estimator =
            new BandwidthEstimator(new EstimatorSettings(1_000_000, 100_000, 5_000_000), probes);
    private long sequence;
    private long skewNanos;

    @Test
    void it_starts_where_it_is_told() {
        assertThat(estimator.target()).isEqualTo(1_000_000);
    }

    @Test
    void without_feedback_the_peers_own_estimate_counts_within_the_bounds() {
        estimator.remb(2_000_000);
        assertThat(estimator.target()).isEqualTo(2_000_000);
        estimator.remb(90_000_000);
        assertThat(estimator.target()).isEqualTo(5_000_000);
        estimator.remb(10);
        assertThat(estimator.target()).isEqualTo(100_000);
    }

    @Test
    void with_feedback_the_peers_own_estimate_does_not_count() {
        exchange(0, 1000);
        estimator.remb(150_000);

        assertThat(estimator.target()).isGreaterThan(900_000);
    }

    @Test
    void without_either_losses_in_receiver_reports_guide_it() {
        for (int second = 1; second <= 20; second++) {
            exchangeNothing(second * 1000L, 1_200_000);
            estimator.receiverReport(0, 50 * MILLI, second * (1000 * MILLI));
        }
        long grown = estimator.target();
        assertThat(grown).isBetween(1_200_000L, 5_000_000L);

        for (int second = 21; second <= 25; second++) {
            exchangeNothing(second * 1000L, 1_200_000);
            estimator.receiverReport(64, 50 * MILLI, second * (1000 * MILLI));
        }
        assertThat(estimator.target()).isLessThan(grown * 6 / 10);
    }

    @Test
    void receiver_reports_tell_the_round_trip() {
        estimator.receiverReport(0, -1, 0);
        long guess = estimator.roundTripNanos();
        estimator.receiverReport(0, 30 * MILLI, 1000 * MILLI);

        assertThat(guess).isPositive();
        assertThat(estimator.roundTripNanos()).isEqualTo(30 * MILLI);
    }

    @Test
    void feedback_that_stays_away_slows_it_down_and_silence_of_ours_does_not() {
        exchange(0, 2000);
        long before = estimator.target();
        for (long millis = 2000; millis < 10_000; millis += 10) {
            estimator.tick(millis * MILLI);
        }
        assertThat(estimator.target()).isEqualTo(before);

        for (long millis = 10_000; millis < 14_000; millis += 10) {
            estimator.sent(sequence++, 1200, millis * MILLI);
            estimator.tick(millis * MILLI);
        }
        assertThat(estimator.target()).isLessThan(before / 4);
    }

    @Test
    void a_pause_of_ours_after_lost_feedback_is_not_held_against_the_path() {
        exchange(0, 2000);
        long before = estimator.target();
        estimator.sent(sequence++, 1200, 2000 * MILLI);
        for (long millis = 2000; millis < 60_000; millis += 10) {
            estimator.tick(millis * MILLI);
        }
        assertThat(estimator.provenBitsPerSecond(60_000 * MILLI)).isZero();

        exchange(60_000, 62_000);
        assertThat(estimator.target()).isGreaterThan(before * 8 / 10);
    }

    @Test
    void a_peer_that_sets_its_clock_back_is_understood_again_at_once() {
        exchange(0, 2000);
        skewNanos = -1_000_000 * MILLI;
        exchange(2000, 4000);

        assertThat(estimator.target()).isBetween(900_000L, 1_600_000L);
        assertThat(estimator.provenBitsPerSecond(4000 * MILLI)).isBetween(900_000L, 1_100_000L);
    }

    @Test
    void feedback_about_unknown_or_known_packets_is_harmless() {
        estimator.acknowledge(77, 0);
        estimator.lose(78);
        estimator.completeFeedback(0);
        exchange(0, 1000);
        long before = estimator.target();
        for (int again = 0; again < 100; again++) {
            estimator.acknowledge(again, 5_000_000 * MILLI);
            estimator.lose(again);
        }
        estimator.completeFeedback(1000 * MILLI);

        assertThat(estimator.target()).isBetween(before * 9 / 10, before * 11 / 10);
    }

    @Test
    void little_to_send_is_known_as_such() {
        exchange(0, 3000);
        assertThat(estimator.isApplicationLimited(3000 * MILLI)).isFalse();

        assertThat(estimator.isApplicationLimited(3400 * MILLI)).isTrue();
    }

    @Test
    void a_probe_is_sent_at_its_rate_and_what_it_finds_is_the_new_target() {
        exchange(0, 3000);
        probes.want(2_500_000);
        long now = 3000 * MILLI;
        estimator.tick(now);
        assertThat(probes.isSending()).isTrue();

        int bytes = 0;
        long first = sequence;
        for (; probes.isSending(); now += MILLI) {
            for (int due = probes.bytesDue(now); due > 0; due -= 800) {
                estimator.sent(sequence++, 800, now);
                estimator.acknowledge(sequence - 1, now + 20 * MILLI);
                bytes += 800;
            }
        }
        estimator.completeFeedback(now + 40 * MILLI);

        assertThat(bytes).isBetween(6_000, 8_500);
        assertThat(sequence - first).isGreaterThan(5);
        assertThat(estimator.target()).isBetween(2_300_000L, 3_200_000L);
        assertThat(estimator.provenBitsPerSecond(now)).isBetween(2_300_000L, 3_200_000L);
    }

    @Test
    void a_probe_of_which_nothing_is_heard_is_given_up() {
        exchange(0, 3000);
        probes.want(2_500_000);
        estimator.tick(3000 * MILLI);
        for (long millis = 3000; millis < 5000; millis += 10) {
            estimator.tick(millis * MILLI);
        }

        assertThat(probes.isSending()).isFalse();
        assertThat(probes.bytesDue(5000 * MILLI)).isZero();
        assertThat(probes.bursts()).isEqualTo(1);
        assertThat(probes.succeeded()).isZero();
    }

    /** A megabit per second over a path without a queue, with feedback each 50 ms. */
    private void exchange(long fromMillis, long toMillis) {
        long base = sequence;
        for (long millis = fromMillis; millis < toMillis; millis += 10) {
            long sent = millis * MILLI;
            estimator.sent(sequence++, 1250, sent);
            if (sequence % 5 == 0) {
                for (; base < sequence; base++) {
                    estimator.acknowledge(base, sent - (sequence - 1 - base) * (10 * MILLI) + 25 * MILLI + skewNanos);
                }
                estimator.completeFeedback(sent);
            }
        }
    }

    /** A second of media of which no feedback tells. */
    private void exchangeNothing(long endMillis, long bitsPerSecond) {
        for (long millis = endMillis - 1000; millis < endMillis; millis += 10) {
            estimator.sent(sequence++, (int) (bitsPerSecond / 800), millis * MILLI);
        }
    }
}
