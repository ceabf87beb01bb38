package live.weir.bridge.forward.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import live.weir.bridge.forward.estimate.RtpBreaker.Cause;
import org.junit.jupiter.api.Test;

class RtpBreakerTest {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;
    private static final long ROUND_TRIP = 100 * MILLI;

    private final RtpBreaker breaker = new RtpBreaker(SECOND);
    private long now;
    private int highest;

    @Test
    void a_healthy_flow_goes_on() {
        for (int i = 0; i < 100; i++) {
            assertThat(second(100, 100, 2)).isEqualTo(Cause.NONE);
        }
    }

    @Test
    void reports_that_stay_away_trip_it_after_three_nominal_intervals() {
        second(100, 100, 0);
        for (int i = 0; i < 15; i++) {
            send(100);
            assertThat(breaker.tick(now)).isEqualTo(Cause.NONE);
        }
        send(100);
        assertThat(breaker.tick(now)).isEqualTo(Cause.NO_REPORTS);
    }

    @Test
    void reports_of_nothing_received_trip_it() {
        second(100, 100, 0);

        for (int quiet = 1; quiet < 10; quiet++) {
            assertThat(second(100, 0, 0)).isEqualTo(Cause.NONE);
        }
        assertThat(second(100, 0, 0)).isEqualTo(Cause.NO_MEDIA);
    }

    @Test
    void ten_times_what_tcp_would_send_trips_it_and_less_does_not() {
        // At 20 % loss and 100 ms TCP sends 27 packets a second.
        for (int i = 0; i < 20; i++) {
            assertThat(second(250, 200, 51)).isEqualTo(Cause.NONE);
        }
        second(300, 240, 51);
        second(300, 240, 51);
        assertThat(second(300, 240, 51)).isEqualTo(Cause.CONGESTION);
    }

    @Test
    void one_bad_interval_among_good_ones_is_forgiven() {
        for (int i = 0; i < 30; i++) {
            assertThat(second(2000, 1000, i % 3 == 0 ? 0 : 128)).isEqualTo(Cause.NONE);
        }
    }

    @Test
    void a_flow_that_pauses_of_its_own_will_is_left_alone() {
        second(100, 100, 0);
        breaker.pause();
        now += 60 * SECOND;
        assertThat(breaker.tick(now)).isEqualTo(Cause.NONE);
        for (int i = 0; i < 10; i++) {
            now += SECOND;
            assertThat(breaker.report(highest, 0, ROUND_TRIP, now)).isEqualTo(Cause.NONE);
        }
        assertThat(second(100, 100, 0)).isEqualTo(Cause.NONE);
    }

    @Test
    void once_tripped_it_stays_so_with_its_first_cause() {
        second(100, 100, 0);
        for (int quiet = 0; quiet < 10; quiet++) {
            second(100, 0, 0);
        }
        second(100, 100, 0);
        now += 60 * SECOND;

        assertThat(breaker.tick(now)).isEqualTo(Cause.NO_MEDIA);
        assertThat(breaker.cause()).isEqualTo(Cause.NO_MEDIA);
    }

    private Cause second(int packets, int received, int fractionLost) {
        send(packets);
        highest += received;
        return breaker.report(highest, fractionLost, ROUND_TRIP, now);
    }

    private void send(int packets) {
        now += SECOND;
        for (int i = 0; i < packets; i++) {
            breaker.sent(1200, now);
        }
    }
}
