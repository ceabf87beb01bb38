package live.weir.bridge.forward.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BitrateMeterTest {

    private static final long MILLI = 1_000_000;

    private final BitrateMeter meter = new BitrateMeter(1000 * MILLI);

    @Test
    void a_steady_stream_is_measured_whatever_the_clock_shows() {
        for (long start : new long[] {-3_000_000 * MILLI, 0, 77 * MILLI, Long.MAX_VALUE / 2}) {
            meter.reset();
            long now = start;
            for (int i = 0; i < 500; i++, now += 10 * MILLI) {
                meter.record(1250, now);
            }
            assertThat(meter.bitsPerSecond(now)).isCloseTo(1_000_000L, within(50_000L));
        }
    }

    @Test
    void a_young_meter_neither_overstates_nor_claims_to_know() {
        meter.record(1250, 0);

        assertThat(meter.bitsPerSecond(0)).isEqualTo(1250 * 8 * 4);
        assertThat(meter.isWarm(500 * MILLI)).isFalse();
        assertThat(meter.isWarm(1000 * MILLI)).isTrue();
    }

    @Test
    void silence_is_nothing_a_window_later() {
        assertThat(meter.bitsPerSecond(0)).isZero();
        meter.record(100_000, 0);

        assertThat(meter.bitsPerSecond(900 * MILLI)).isPositive();
        assertThat(meter.bitsPerSecond(1100 * MILLI)).isZero();
        assertThat(meter.bitsPerSecond(3_600_000 * MILLI)).isZero();
    }

    @Test
    void a_time_from_before_counts_as_now() {
        meter.record(1000, 500 * MILLI);
        meter.record(1000, 100 * MILLI);

        assertThat(meter.bitsPerSecond(1499 * MILLI)).isCloseTo(16_000L, within(500L));
    }
}
