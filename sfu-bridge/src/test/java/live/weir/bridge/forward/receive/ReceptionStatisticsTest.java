package live.weir.bridge.forward.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceptionStatisticsTest {

    private static final int RATE = 90_000;
    private static final long MILLI = 1_000_000;

    private final ReceptionStatistics statistics = new ReceptionStatistics(RATE);

    @Test
    void an_unbroken_stream_reports_nothing_lost_across_the_wrap_of_sequence_numbers() {
        receive(65_000, 66_000);

        ReceptionReport report = statistics.report(0);

        assertThat(report.fractionLost()).isZero();
        assertThat(report.cumulativeLost()).isZero();
        assertThat(report.extendedHighest()).isEqualTo((1 << 16) + 463);
        assertThat(statistics.received()).isEqualTo(1000);
    }

    @Test
    void the_fraction_lost_is_that_since_the_last_report() {
        receive(0, 100);
        statistics.report(0);
        receive(125, 200);

        ReceptionReport report = statistics.report(0);

        assertThat(report.fractionLost()).isEqualTo(64);
        assertThat(report.cumulativeLost()).isEqualTo(25);
        assertThat(statistics.report(0).fractionLost()).isZero();
    }

    @Test
    void a_late_packet_makes_its_loss_good_and_a_duplicate_counts_as_received() {
        receive(0, 10);
        receive(12, 20);
        assertThat(statistics.receive(11, 0, 0)).isTrue();
        assertThat(statistics.receive(11, 0, 0)).isFalse();

        assertThat(statistics.late()).isEqualTo(1);
        assertThat(statistics.duplicates()).isEqualTo(1);
        assertThat(statistics.lost()).isZero();
    }

    @Test
    void more_duplicates_than_losses_make_the_count_negative_as_the_rfc_says() {
        receive(0, 10);
        receive(5, 10);

        assertThat(statistics.report(0).cumulativeLost()).isEqualTo(-5);
        assertThat(statistics.report(0).fractionLost()).isZero();
    }

    @Test
    void the_count_of_lost_packets_stops_at_24_bits() {
        statistics.receive(0, 0, 0);
        for (long sequence = 3000; sequence < 9_000_000; sequence += 3000) {
            statistics.receive(sequence, 0, 0);
        }

        assertThat(statistics.report(0).cumulativeLost()).isEqualTo(0x7fffff);
    }

    @Test
    void a_stray_packet_changes_nothing_and_two_in_a_row_are_a_restart() {
        receive(0, 100);

        assertThat(statistics.receive(50_000, 0, 0)).isFalse();
        receive(100, 110);
        assertThat(statistics.received()).isEqualTo(110);

        statistics.receive(50_000, 0, 0);
        assertThat(statistics.receive(50_001, 0, 0)).isTrue();
        assertThat(statistics.restarts()).isEqualTo(1);
        assertThat(statistics.lost()).isZero();
        assertThat(statistics.report(0).extendedHighest()).isEqualTo(50_001);
    }

    @Test
    void jitter_is_the_smoothed_deviation_of_transit_times() {
        for (int i = 0; i < 2000; i++) {
            long wobble = i % 2 == 0 ? 0 : 5 * MILLI;
            statistics.receive(i, i * 1800, i * (20 * MILLI) + wobble);
        }

        assertThat(statistics.jitter()).isBetween(440, 450);
    }

    @Test
    void a_jump_of_timestamps_is_no_jitter_and_neither_is_their_wrap() {
        long rtpTime = 0xffff_ff00L;
        for (int i = 0; i < 100; i++) {
            statistics.receive(i, (int) (rtpTime + i * 1800L), i * (20 * MILLI));
        }
        for (int i = 100; i < 200; i++) {
            statistics.receive(i, 1_900_000_000 + i * 1800, i * (20 * MILLI));
        }

        assertThat(statistics.jitter()).isZero();
    }

    @Test
    void a_report_names_the_last_sender_report_and_its_age() {
        assertThat(statistics.report(0).lastSenderReport()).isZero();
        statistics.senderReport(0x1234_5678_9abc_def0L, 1000 * MILLI);

        ReceptionReport report = statistics.report(3500 * MILLI);

        assertThat(report.lastSenderReport()).isEqualTo(0x5678_9abc);
        assertThat(report.delaySinceLastSenderReport()).isEqualTo(65_536 * 5 / 2);
    }

    private void receive(long from, long to) {
        for (long sequence = from; sequence < to; sequence++) {
            statistics.receive(sequence, 0, 0);
        }
    }
}
