package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import live.weir.bridge.forward.estimate.Bottleneck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Estimator, probes, chooser, pacer, slots and streams as they are joined for one viewer, in virtual time. */
class JoinedEgressSimulationTest {

    private static final long MILLI = OneViewer.MILLI;

    private final Bottleneck link = new Bottleneck(5, 3_000_000, 25 * MILLI, 400 * MILLI);
    private final Watching watching = new Watching(link);

    @AfterEach
    void close() {
        watching.viewer.egress.close();
    }

    @ParameterizedTest
    @CsvSource({"300, 2", "800, 1", "3000, 0", "10000, 0"})
    void a_viewer_gets_the_layer_that_its_path_has_room_for(long kilobits, int layer) {
        link.rate(kilobits * 1000);
        int reached = watching.runUntilShown(layer, 20_000);
        watching.run(15_000);

        System.out.println(kilobits + " kbit/s: layer " + layer + " after " + reached + " ms");
        assertThat(reached).isLessThan(15_000);
        assertThat(watching.shown()).isEqualTo(layer);
        requireUnbrokenNumbers();
    }

    @Test
    void it_climbs_again_when_a_path_that_was_narrow_widens() {
        watching.runUntilShown(0, 20_000);
        link.rate(300_000);
        int down = watching.runUntilShown(2, 20_000);
        watching.run(5_000);
        link.rate(4_000_000);
        int up = watching.runUntilShown(0, 90_000);

        System.out.println("Down after " + down + " ms, up again after " + up + " ms");
        assertThat(down).isLessThan(5_000);
        assertThat(up).isLessThan(60_000);
        requireUnbrokenNumbers();
    }

    private void requireUnbrokenNumbers() {
        List<Integer> sequences = watching.viewer.sequences(OneViewer.PICTURE);
        int first = sequences.get(0);
        assertThat(sequences)
                .containsExactlyElementsOf(IntStream.range(0, sequences.size())
                        .mapToObj(i -> first + i & 0xFFFF)
                        .toList());
        assertThat(watching.viewer.egress.dropped()).isZero();
    }
}
