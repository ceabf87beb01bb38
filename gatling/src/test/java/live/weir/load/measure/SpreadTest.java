package live.weir.load.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 3, 15, 16, 17, 31, 32, 100, 999, 12_345, 987_654, 60_000_000})
    void a_figure_comes_back_to_six_percent(long micros) {
        Spread spread = new Spread();
        spread.add(micros);
        assertThat(spread.millis(50) * 1000).isCloseTo((double) micros, within(0.5 + micros * 0.0625));
    }

    @Test
    void percentiles_are_of_all_figures() {
        Spread spread = new Spread();
        for (int i = 1; i <= 1000; i++) {
            spread.add(i * 1000L);
        }
        assertThat(spread.millis(50)).isCloseTo(500, within(40.0));
        assertThat(spread.millis(99)).isCloseTo(990, within(70.0));
        assertThat(new Spread().millis(50)).isNaN();
    }

    @Test
    void hours_fit_into_a_series() {
        Series series = Series.ofSums();
        for (int second = 0; second < 24 * 3600; second++) {
            series.add(second, 1);
        }
        assertThat(series.total()).isEqualTo(24 * 3600);
        assertThat(series.values().length).isLessThanOrEqualTo(Series.ROOM);
    }
}
