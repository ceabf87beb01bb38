package live.weir.bridge.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NtpTimeTest {

    @Test
    void counts_seconds_from_1900_and_fractions_of_them() {
        assertThat(NtpTime.ofEpochMicros(0)).isEqualTo(2_208_988_800L << 32);
        assertThat(NtpTime.ofEpochMicros(500_000)).isEqualTo(2_208_988_800L << 32 | 0x8000_0000L);
    }

    @Test
    void comes_back_to_the_microsecond() {
        for (long micros = 1_700_000_000_000_000L; micros < 1_700_000_001_000_000L; micros += 7) {
            assertThat(NtpTime.toEpochMicros(NtpTime.ofEpochMicros(micros))).isEqualTo(micros);
        }
    }

    @Test
    void goes_on_after_the_seconds_wrap_in_2036() {
        long micros = Instant.parse("2040-01-01T00:00:00Z").getEpochSecond() * 1_000_000;
        assertThat(NtpTime.ofEpochMicros(micros)).isPositive();
        assertThat(NtpTime.toEpochMicros(NtpTime.ofEpochMicros(micros))).isEqualTo(micros);
    }

    @Test
    void takes_the_middle() {
        assertThat(NtpTime.middle(0x1122334455667788L)).isEqualTo(0x33445566);
        assertThat(NtpTime.shortSpan(1_500_000)).isEqualTo(0x18000);
        assertThat(NtpTime.spanMicros(0x18000)).isEqualTo(1_500_000);
        assertThat(NtpTime.spanMicros(-1)).isEqualTo(65_535_999_984L);
    }

    @Test
    void measures_the_round_trip() {
        long sent = NtpTime.ofEpochMicros(1_700_000_000_000_000L);
        long now = NtpTime.ofEpochMicros(1_700_000_000_000_000L + 5_050_000);
        assertThat(NtpTime.roundTripMicros(now, NtpTime.middle(sent), NtpTime.shortSpan(5_000_000)))
                .isBetween(49_950L, 50_050L);
        assertThat(NtpTime.roundTripMicros(now, 0, 0)).isEqualTo(-1);
        assertThat(NtpTime.roundTripMicros(now, NtpTime.middle(sent), NtpTime.shortSpan(6_000_000)))
                .isEqualTo(-1);
    }

    @Test
    void differences_are_right_across_the_wrap_of_2036() {
        long before = NtpTime.ofEpochMicros(2_085_978_495_000_000L);
        long after = NtpTime.ofEpochMicros(2_085_978_497_250_000L);
        assertThat(before).isNegative();
        assertThat(after).isPositive();
        assertThat(NtpTime.nanosBetween(before, after)).isBetween(2_249_999_990L, 2_250_000_010L);
        assertThat(NtpTime.nanosBetween(after, before)).isBetween(-2_250_000_010L, -2_249_999_990L);
    }
}
