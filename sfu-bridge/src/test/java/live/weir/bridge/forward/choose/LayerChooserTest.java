package live.weir.bridge.forward.choose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerChooserTest {

    private static final long MILLI = 1_000_000;
    private static final long LOW = 150_000;
    private static final long MIDDLE = 500_000;
    private static final long HIGH = 1_500_000;
    private static final long AMPLE = 5_000_000;

    private final LayerChooser chooser = new LayerChooser(3, 3, LayerPolicy.USUAL);
    private long now;

    @BeforeEach
    void publish() {
        measure(1.0);
        for (int layer = 0; layer < 3; layer++) {
            chooser.activate(layer, true);
        }
    }

    @Test
    void the_first_choice_is_the_highest_layer_that_fits() {
        choose(1_000_000, 0);

        assertThat(chooser.target()).isEqualTo(1);
        assertThat(chooser.current()).isEqualTo(LayerChooser.NONE);
        assertThat(chooser.switchAt(0)).isFalse();
        assertThat(chooser.switchAt(1)).isTrue();
        assertThat(chooser.current()).isEqualTo(1);
        assertThat(chooser.temporal()).isEqualTo(2);
    }

    @Test
    void where_nothing_fits_the_lowest_layer_goes_with_fewer_frames() {
        settleAt(100_000);

        assertThat(chooser.current()).isZero();
        assertThat(chooser.temporal()).isEqualTo(0);
    }

    @Test
    void up_takes_room_for_a_while_and_a_proof() {
        settleAt(1_000_000);

        chooseFor(10_000, AMPLE, 600_000);
        assertThat(chooser.target()).isEqualTo(1);
        assertThat(chooser.wanted()).isEqualTo((long) (HIGH * 1.2));

        choose(AMPLE, AMPLE);
        assertThat(chooser.target()).isEqualTo(2);
    }

    @Test
    void room_that_comes_and_goes_is_no_room() {
        settleAt(1_000_000);
        for (int i = 0; i < 100; i++) {
            chooseFor(1000, AMPLE, AMPLE);
            chooseFor(100, 1_700_000, AMPLE);
        }

        assertThat(chooser.target()).isEqualTo(1);
    }

    @Test
    void down_goes_at_once_by_temporal_layers_first() {
        settleAt(AMPLE);

        choose(1_200_000, 0);
        assertThat(chooser.current()).isEqualTo(2);
        assertThat(chooser.target()).isEqualTo(2);
        assertThat(chooser.temporal()).isEqualTo(1);

        choose(600_000, 0);
        assertThat(chooser.target()).isEqualTo(1);
        assertThat(chooser.temporal()).isZero();
        assertThat(chooser.switchAt(1)).isTrue();
        assertThat(chooser.temporal()).isEqualTo(2);
    }

    @Test
    void a_temporal_layer_comes_back_before_a_higher_resolution() {
        settleAt(AMPLE);
        choose(1_200_000, 0);
        assertThat(chooser.wanted()).isEqualTo((long) (HIGH * 1.1));

        chooseFor(3100, AMPLE, AMPLE);

        assertThat(chooser.temporal()).isEqualTo(2);
        assertThat(chooser.wanted()).isZero();
    }

    @Test
    void a_small_window_caps_the_layer_at_once_and_a_large_one_lets_it_climb() {
        settleAt(AMPLE);
        chooser.cap(0);
        choose(AMPLE, AMPLE);
        assertThat(chooser.target()).isZero();
        chooser.switchAt(0);
        assertThat(chooser.wanted()).isZero();

        chooser.cap(1);
        chooseFor(1600, AMPLE, AMPLE);
        assertThat(chooser.target()).isEqualTo(1);
    }

    @Test
    void a_layer_that_ends_is_left_at_once_and_one_that_never_came_is_not_chosen() {
        settleAt(AMPLE);
        chooser.activate(2, false);
        choose(AMPLE, AMPLE);
        assertThat(chooser.target()).isEqualTo(1);

        for (int layer = 0; layer < 3; layer++) {
            chooser.activate(layer, false);
        }
        choose(AMPLE, AMPLE);
        assertThat(chooser.target()).isEqualTo(LayerChooser.NONE);
        assertThat(chooser.current()).isEqualTo(LayerChooser.NONE);
        assertThat(chooser.wanted()).isZero();
    }

    @Test
    void a_missing_middle_layer_is_stepped_over() {
        chooser.activate(1, false);
        settleAt(200_000);
        assertThat(chooser.wanted()).isEqualTo((long) (HIGH * 1.2));

        chooseFor(1600, AMPLE, AMPLE);
        assertThat(chooser.target()).isEqualTo(2);
    }

    @Test
    void a_layer_that_proves_untenable_is_tried_more_and_more_rarely() {
        settleAt(600_000);
        int climbs = 0;
        for (int second = 0; second < 600; second++) {
            boolean high = chooser.target() == 2;
            climbs += high ? 1 : 0;
            // Room enough until the layer is really sent.
            chooseFor(1000, high ? 600_000 : 2_000_000, AMPLE);
            chooser.switchAt(chooser.target());
        }

        System.out.printf("untenable layer: %d climbs in 10 minutes%n", climbs);
        assertThat(climbs).isLessThan(20);
    }

    /** The estimate wanders about a layer's bitrate, and the layer's bitrate about its mean. */
    @ParameterizedTest
    @ValueSource(
            longs = {450_000, 500_000, 550_000, 600_000, 700_000, 1_400_000, 1_500_000, 1_700_000, 1_800_000, 2_000_000
            })
    void a_noisy_estimate_does_not_make_it_swing(long mean) {
        Random random = new Random(mean);
        settleAt(LOW);
        long before = chooser.switches();
        int frameRates = 0;
        double wander = 0;
        for (int i = 0; i < 6000; i++) {
            wander = wander * 0.98 + random.nextGaussian() * 0.02;
            measure(1 + random.nextGaussian() * 0.03);
            int temporal = chooser.temporal();
            choose((long) (mean * (1 + wander)), AMPLE);
            chooser.switchAt(chooser.target());
            frameRates += temporal == chooser.temporal() ? 0 : 1;
        }

        long switches = chooser.switches() - before;
        System.out.printf(
                "estimate about %d kbit/s: %d switches and %d changes of frame rate in 10 minutes%n",
                mean / 1000, switches, frameRates);
        assertThat(switches).isLessThanOrEqualTo(12);
    }

    private void measure(double factor) {
        long[] rates = {LOW, MIDDLE, HIGH};
        for (int layer = 0; layer < 3; layer++) {
            chooser.measure(layer, 0, (long) (rates[layer] * 0.5 * factor));
            chooser.measure(layer, 1, (long) (rates[layer] * 0.7 * factor));
            chooser.measure(layer, 2, (long) (rates[layer] * factor));
        }
    }

    private void settleAt(long room) {
        choose(room, room);
        chooser.switchAt(chooser.target());
    }

    private void chooseFor(int millis, long room, long proven) {
        for (int i = 0; i < millis / 100; i++) {
            choose(room, proven);
        }
    }

    private void choose(long room, long proven) {
        now += 100 * MILLI;
        chooser.choose(room, proven, now);
    }
}
