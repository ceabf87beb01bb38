package live.weir.bridge.forward.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NtpTimeTest {

    @Test
    void the_unix_epoch_is_seventy_years_after_that_of_ntp() {
        assertThat(NtpTime.ofEpochNanos(0)).isEqualTo(2_208_988_800L << 32);
        assertThat(NtpTime.ofEpochNanos(500_000_000) & 0xffff_ffffL).isEqualTo(0x8000_0000L);
    }

    @Test
    void differences_are_right_across_the_wrap_of_2036() {
        long before = epochNanos("2036-02-07T06:28:15Z");
        long after = epochNanos("2036-02-07T06:28:17.25Z");

        assertThat(NtpTime.nanosBetween(NtpTime.ofEpochNanos(before), NtpTime.ofEpochNanos(after)))
                .isCloseTo(2_250_000_000L, within(2L));
        assertThat(NtpTime.nanosBetween(NtpTime.ofEpochNanos(after), NtpTime.ofEpochNanos(before)))
                .isCloseTo(-2_250_000_000L, within(2L));
    }

    @Test
    void a_report_block_tells_the_round_trip() {
        long sent = NtpTime.ofEpochNanos(epochNanos("2026-11-21T00:00:00Z"));
        long now = NtpTime.ofEpochNanos(epochNanos("2026-11-21T00:00:01.080Z"));

        assertThat(NtpTime.roundTripNanos(now, NtpTime.middle(sent), 65_536)).isCloseTo(80_000_000L, within(20_000L));
        assertThat(NtpTime.roundTripNanos(now, NtpTime.middle(sent), 2 * 65_536))
                .isZero();
        assertThat(NtpTime.roundTripNanos(now, 0, 0)).isNegative();
    }

    private static long epochNanos(String instant) {
        Instant parsed = Instant.parse(instant);
        return parsed.getEpochSecond() * 1_000_000_000L + parsed.getNano();
    }
}
