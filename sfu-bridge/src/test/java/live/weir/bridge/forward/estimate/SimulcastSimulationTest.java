package live.weir.bridge.forward.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layers of 150, 500 and 1,500 kbit/s to one viewer, all parts of the sender joined. The figures are printed. */
class SimulcastSimulationTest {

    private static final long MILLI = 1_000_000;

    private final Bottleneck link = new Bottleneck(3, 1_000_000, 25 * MILLI, 400 * MILLI);
    private final SimulcastViewer viewer = new SimulcastViewer(link);
    private long now;

    @ParameterizedTest
    @CsvSource({"250, 0", "700, 1", "1000, 1", "2500, 2", "10000, 2"})
    void a_link_gets_the_layer_that_fits_and_keeps_it(long kilobits, int layer) {
        link.rate(kilobits * 1000);
        long reached = runUntil(layer, 15_000);
        run(15_000);
        long switches = viewer.chooser.switches();
        long before = viewer.millisAt(layer);
        viewer.takeMaxDelayMillis();

        run(120_000);

        print(kilobits + " kbit/s: layer " + layer + " after " + reached + " ms", switches);
        assertThat(reached).isLessThan(6_000);
        assertThat(viewer.millisAt(layer) - before).isGreaterThan(110_000);
        assertThat(viewer.chooser.switches() - switches).isLessThanOrEqualTo(2);
        assertThat(viewer.takeMaxDelayMillis()).isLessThan(700);
    }

    @Test
    void a_link_that_narrows_and_widens_is_followed() {
        link.rate(3_000_000);
        run(20_000);
        assertThat(viewer.chooser.current()).isEqualTo(2);

        link.rate(400_000);
        long down = runUntil(0, 10_000);
        run(20_000);
        print("3 Mbit/s to 400 kbit/s: down after " + down + " ms", 0);
        viewer.takeMaxDelayMillis();
        run(20_000);
        print("then", 0);
        link.rate(3_000_000);
        long up = runUntil(2, 60_000);
        print("back to 3 Mbit/s: up after " + up + " ms", 0);

        assertThat(down).isLessThan(2_500);
        assertThat(up).isLessThan(45_000);
        assertThat(viewer.chooser.switches()).isLessThanOrEqualTo(10);
    }

    @Test
    void a_capacity_that_wavers_about_a_layer_does_not_make_it_swing() {
        run(20_000);
        long switches = viewer.chooser.switches();
        for (int i = 0; i < 60; i++) {
            link.rate(i % 2 == 0 ? 1_400_000 : 2_200_000);
            run(5_000);
        }

        print("1.4 and 2.2 Mbit/s in turns of 5 s, 5 minutes", switches);
        assertThat(viewer.chooser.switches() - switches).isLessThanOrEqualTo(20);
    }

    private void print(String name, long switchesBefore) {
        System.out.printf(
                "%s; ms at layers %d/%d/%d, switches %d, bursts %d, packets dropped %d, target %d kbit/s%n",
                name,
                viewer.millisAt(0),
                viewer.millisAt(1),
                viewer.millisAt(2),
                viewer.chooser.switches() - switchesBefore,
                viewer.probeBursts(),
                viewer.dropped(),
                viewer.estimator.target() / 1000);
    }

    private long runUntil(int layer, int limitMillis) {
        int held = 0;
        for (int i = 0; i < limitMillis; i++) {
            run(1);
            held = viewer.chooser.current() == layer ? held + 1 : 0;
            if (held == 500) {
                return i - 499L;
            }
        }
        return limitMillis;
    }

    private void run(int millis) {
        for (int i = 0; i < millis; i++) {
            now += MILLI;
            viewer.step(now);
        }
    }
}
