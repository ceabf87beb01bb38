package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LayerPlanTest {

    private static final long[] RATES = {1_500_000, 500_000, 150_000};

    private final OneViewer viewer = new OneViewer(3);

    @AfterEach
    void close() {
        viewer.egress.close();
    }

    @Test
    void a_viewer_begins_in_the_middle() {
        send(0, 1, 2);
        viewer.watchPicture();

        assertThat(target()).isEqualTo(1);
    }

    @Test
    void where_the_middle_is_not_sent_it_begins_with_what_is() {
        send(2);
        viewer.watchPicture();

        assertThat(target()).isEqualTo(2);
    }

    @Test
    void a_narrow_path_gets_what_fits() {
        send(0, 1, 2);
        viewer.watchPicture();
        viewer.estimate(200_000);
        viewer.pass(400);

        assertThat(target()).isEqualTo(2);
        assertThat(viewer.keyframesAsked).endsWith(2);
    }

    @Test
    void a_voice_comes_first() {
        send(0, 1, 2);
        viewer.watchPicture();
        viewer.estimate(600_000);
        viewer.pass(400);
        assertThat(target()).isEqualTo(1);

        viewer.voiceBitrate = 100_000;
        viewer.watchVoice();
        viewer.pass(400);

        assertThat(target()).isEqualTo(2);
    }

    @Test
    void nobody_gets_a_taller_picture_than_he_wants() {
        send(0, 1, 2);
        viewer.egress.limitHeight(200);
        viewer.watchPicture();
        viewer.estimate(10_000_000);
        viewer.pass(400);

        assertThat(target()).isEqualTo(2);
    }

    @Test
    void a_layer_that_stops_is_left() {
        send(0, 1, 2);
        viewer.watchPicture();
        viewer.estimate(10_000_000);
        viewer.pass(400);
        viewer.bitrates[target()] = 0;
        int before = target();
        viewer.pass(400);

        assertThat(target()).isNotEqualTo(before);
    }

    @Test
    void a_layer_that_is_taller_than_its_place_in_the_list_says_is_the_taller_one() {
        send(0, 1, 2);
        viewer.heights[0] = 180;
        viewer.heights[2] = 720;
        viewer.bitrates[0] = 150_000;
        viewer.bitrates[2] = 1_500_000;
        viewer.watchPicture();
        viewer.estimate(200_000);
        viewer.pass(400);

        assertThat(target()).isZero();
    }

    @Test
    void what_the_viewer_gets_is_told_when_it_changes() {
        send(0, 1, 2);
        viewer.watchPicture();
        viewer.publish(Packets.vp8(1, 1, 3000, true, true, 500));
        viewer.pass(400);
        viewer.pass(400);

        assertThat(viewer.qualities).containsExactly("m");
        assertThat(viewer.egress.statistics().get(1).layer()).isEqualTo("m");
    }

    private int target() {
        return viewer.egress.slot(1).targetLayer();
    }

    private void send(int... layers) {
        for (int layer : layers) {
            viewer.bitrates[layer] = RATES[layer];
            viewer.heights[layer] = 720 >> layer;
        }
    }
}
