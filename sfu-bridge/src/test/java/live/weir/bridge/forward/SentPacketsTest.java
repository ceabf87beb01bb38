package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentPacketsTest {

    private static final long MILLI = 1_000_000L;

    private final SentPackets sent = new SentPackets();

    @Test
    void a_number_leads_back_to_the_run_that_it_was_given_in() {
        sent.begin(1000, 900, 0, 0);
        sent.begin(1010, 500, 7, 1);

        assertThat(source(1009)).isEqualTo(109);
        assertThat(source(1010)).isEqualTo(510);
        assertThat(sent.runOf(999)).isNull();
    }

    @Test
    void numbers_close_up_behind_what_is_left_out() {
        sent.begin(1000, 900, 0, 0);
        sent.skip(105);
        sent.skip(106);
        sent.skip(110);

        assertThat(source(1004)).isEqualTo(104);
        assertThat(source(1005)).isEqualTo(107);
        assertThat(source(1007)).isEqualTo(109);
        assertThat(source(1008)).isEqualTo(111);
    }

    @Test
    void what_comes_late_finds_the_number_that_was_kept_for_it() {
        sent.begin(1000, 900, 0, 0);
        sent.skip(105);
        sent.skip(110);

        assertThat(late(104)).isEqualTo(1004);
        assertThat(late(108)).isEqualTo(1007);
        assertThat(late(111)).isEqualTo(1009);
    }

    @Test
    void what_was_left_out_has_no_number() {
        sent.begin(1000, 900, 0, 0);
        sent.skip(105);
        sent.skip(106);

        assertThat(sent.runOfLate(105, 0)).isNull();
        assertThat(sent.runOfLate(106, 0)).isNull();
        assertThat(sent.runOfLate(99, 0)).isNull();
    }

    @Test
    void what_comes_late_of_a_layer_that_was_left_has_no_number() {
        sent.begin(1000, 900, 0, 0);
        sent.begin(1010, 500, 0, 1);

        assertThat(sent.runOfLate(105, 0)).isNull();
    }

    @Test
    void what_is_forgotten_is_not_found() {
        sent.begin(1000, 900, 0, 0);
        sent.forget();

        assertThat(sent.runOf(1000)).isNull();
        assertThat(sent.runOfLate(100, 0)).isNull();
    }

    @Test
    void only_so_many_runs_are_remembered() {
        sent.begin(1000, 900, 0, 0);
        for (int i = 0; i < 80; i++) {
            sent.skip(110 + i * 2L);
        }

        assertThat(sent.runOf(1000)).isNull();
        assertThat(source(1010 + 79)).isEqualTo(110 + 79 * 2L + 1);
    }

    @Test
    void what_was_sent_again_just_now_is_not_sent_once_more() {
        assertThat(sent.mayResend(5, 0, 100 * MILLI)).isTrue();
        assertThat(sent.mayResend(5, 99 * MILLI, 100 * MILLI)).isFalse();
        assertThat(sent.mayResend(6, 99 * MILLI, 100 * MILLI)).isTrue();
        assertThat(sent.mayResend(5, 100 * MILLI, 100 * MILLI)).isTrue();
    }

    @Test
    void on_a_short_way_too_it_waits_for_twenty_milliseconds() {
        assertThat(sent.mayResend(5, 0, 0)).isTrue();
        assertThat(sent.mayResend(5, 19 * MILLI, 0)).isFalse();
        assertThat(sent.mayResend(5, 20 * MILLI, 0)).isTrue();
    }

    private long source(long sequence) {
        SentPackets.Run run = sent.runOf(sequence);
        return run == null ? -1 : sequence - run.sequenceOffset;
    }

    private long late(long source) {
        SentPackets.Run run = sent.runOfLate(source, 0);
        return run == null ? -1 : source + run.sequenceOffset;
    }
}
