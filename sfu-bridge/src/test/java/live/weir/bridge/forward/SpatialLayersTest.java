package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import live.weir.bridge.forward.OneViewer.Left;
import live.weir.bridge.rtp.Codec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** VP9 in three spatial layers of one stream, as browsers send {@code L3T3_KEY}, to one viewer. */
class SpatialLayersTest {

    private static final int SPATIALS = 3;

    private final OneViewer viewer = new OneViewer(Codec.VP9, 1, false);
    private long sequence = 70;
    private int timestamp;
    private int asked;
    /** The publisher hears no requests. */
    private boolean deaf;

    @AfterEach
    void close() {
        viewer.egress.close();
    }

    @Test
    void a_viewer_with_room_for_it_gets_the_tallest_layer() {
        begin(5_000_000);

        assertThat(layers(play(2))).containsExactly(2, 2);
        assertThat(viewer.qualities).endsWith("s2");
        assertThat(viewer.egress.statistics().get(1).layer()).isEqualTo("s2");
        requireRow();
    }

    @Test
    void one_with_less_gets_a_lower_one_whose_pictures_end_with_it() {
        begin(700_000);
        List<Left> left = play(3);

        assertThat(layers(left)).containsExactly(1, 1, 1);
        assertThat(left).allMatch(Left::marker);
        requireRow();
    }

    @Test
    void a_keyframe_is_asked_for_to_change_layers_and_once_more_if_it_does_not_come() {
        begin(5_000_000);
        int before = viewer.keyframesAsked.size();
        deaf = true;
        viewer.estimate(200_000);
        viewer.pass(2_400);

        assertThat(viewer.keyframesAsked.size() - before).isBetween(2, 3);
        assertThat(layers(play(1))).containsExactly(2);
        deaf = false;
        assertThat(layers(play(2))).containsExactly(0, 0);
        requireRow();
    }

    @Test
    void nobody_gets_a_taller_picture_than_he_wants() {
        viewer.egress.limitHeight(360);
        begin(5_000_000);

        assertThat(layers(play(2))).containsExactly(1, 1);
    }

    @Test
    void a_layer_that_its_publisher_stops_is_left() {
        begin(5_000_000);
        viewer.scalability[0] = scalability(false);
        viewer.pass(400);
        play(1);

        assertThat(layers(play(2))).containsExactly(1, 1);
    }

    @Test
    void what_is_sent_again_ends_the_picture_as_it_did() {
        begin(700_000);
        List<Left> left = play(1);
        viewer.askFor(left.get(0).sequence());
        viewer.pass(200);

        List<Left> again = viewer.left(OneViewer.PICTURE_AGAIN);
        assertThat(again).hasSize(1);
        assertThat(again.get(0).marker()).isTrue();
        assertThat(again.get(0).original()).isEqualTo(left.get(0).sequence());
    }

    /** Until the viewer gets what its path has room for. */
    private void begin(long bitsPerSecond) {
        viewer.bitrates[0] = 1_650_000;
        viewer.scalability[0] = scalability(true);
        viewer.watchPicture();
        play(1);
        viewer.estimate(bitsPerSecond);
        viewer.pass(400);
        play(1);
        viewer.pass(400);
        play(3);
        viewer.pass(400);
    }

    private static Scalability scalability(boolean tallest) {
        return new Scalability(
                new Scalability.Spatial(320, 180, 150_000, new long[] {150_000}),
                new Scalability.Spatial(640, 360, 500_000, new long[] {500_000}),
                new Scalability.Spatial(1280, 720, tallest ? 1_000_000 : 0, new long[] {1_000_000}));
    }

    /** Keyframes where they were asked for; tells what left of them. */
    private List<Left> play(int pictures) {
        int before = viewer.left.size();
        for (int i = 0; i < pictures; i++) {
            boolean keyframe = sequence == 70 || (!deaf && viewer.keyframesAsked.size() > asked);
            asked = deaf ? asked : viewer.keyframesAsked.size();
            timestamp += Packets.PICTURE;
            for (int spatial = 0; spatial < SPATIALS; spatial++) {
                viewer.publish(Packets.vp9(sequence++, timestamp, keyframe, spatial, SPATIALS));
            }
            viewer.now += 33 * OneViewer.MILLI;
        }
        return List.copyOf(viewer.left.subList(before, viewer.left.size()));
    }

    /** The highest of each picture. */
    private static List<Integer> layers(List<Left> left) {
        return left.stream()
                .filter(Left::marker)
                .map(packet -> packet.payload().get(3) >> 1 & 7)
                .toList();
    }

    private void requireRow() {
        List<Integer> sequences = viewer.sequences(OneViewer.PICTURE);
        assertThat(sequences)
                .containsExactlyElementsOf(IntStream.range(0, sequences.size())
                        .mapToObj(i -> sequences.get(0) + i)
                        .toList());
    }
}
