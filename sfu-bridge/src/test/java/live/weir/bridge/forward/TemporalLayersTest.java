package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import live.weir.bridge.forward.OneViewer.Left;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** VP8 in three temporal layers to a viewer whose path has room for fewer. */
class TemporalLayersTest {

    private static final int[] PATTERN = {0, 2, 1, 2};
    private static final int LENGTH = 500;

    private final OneViewer viewer = new OneViewer(1);
    private long sequence = 70;
    private int number;
    private int timestamp;

    @AfterEach
    void close() {
        viewer.egress.close();
    }

    @Test
    void a_narrow_path_gets_fewer_pictures_under_unbroken_numbers() {
        begin();
        viewer.estimate(700_000);
        viewer.pass(400);
        viewer.left.clear();
        play(16);

        assertThat(temporals()).containsExactly(0, 1, 0, 1, 0, 1, 0, 1);
        requireRows();
    }

    @Test
    void a_narrower_one_gets_the_lowest_layer_only() {
        begin();
        viewer.estimate(300_000);
        viewer.pass(400);
        viewer.left.clear();
        play(16);

        assertThat(temporals()).containsExactly(0, 0, 0, 0);
        requireRows();
    }

    @Test
    void all_come_again_where_pictures_allow_it() {
        begin();
        viewer.estimate(300_000);
        viewer.pass(400);
        play(4);
        viewer.estimate(5_000_000);
        viewer.pass(6000);
        viewer.left.clear();
        play(16);

        assertThat(temporals()).contains(1, 2);
        requireRows();
    }

    @Test
    void before_anybody_told_of_the_path_nothing_is_left_out() {
        begin();
        viewer.bitrates[0] = 5_000_000;
        viewer.pass(400);
        viewer.left.clear();
        play(16);

        assertThat(viewer.left).hasSize(16);
    }

    @Test
    void what_is_left_out_and_comes_late_leaves_its_number_empty() {
        begin();
        viewer.estimate(300_000);
        viewer.pass(400);
        play(4);
        viewer.left.clear();
        MediaPacket late = next();
        while (late.temporal == 0) {
            viewer.publish(late);
            late = next();
        }
        play(3);
        viewer.publish(late);

        List<Left> left = viewer.left(OneViewer.PICTURE);
        assertThat(left).extracting(packet -> packet.payload().remaining()).containsExactly(LENGTH, LENGTH, 0);
        assertThat(left).extracting(Left::sequence).doesNotHaveDuplicates();
        assertThat(left.get(2).sequence()).isEqualTo(left.get(1).sequence() - 1);
    }

    @Test
    void what_is_sent_again_has_the_numbers_that_it_had() {
        begin();
        viewer.estimate(300_000);
        viewer.pass(400);
        play(40);
        List<Left> first = viewer.left(OneViewer.PICTURE);
        List<Left> last = first.subList(first.size() - 6, first.size());
        viewer.askFor(last.stream().mapToInt(Left::sequence).toArray());
        viewer.pass(200);

        List<Left> again = viewer.left(OneViewer.PICTURE_AGAIN);
        assertThat(again)
                .extracting(Left::original)
                .containsExactlyElementsOf(last.stream().map(Left::sequence).toList());
        assertThat(again)
                .extracting(packet -> packet.payload().slice(2, LENGTH))
                .containsExactlyElementsOf(last.stream().map(Left::payload).toList());
    }

    private void begin() {
        viewer.bitrates[0] = 1_000_000;
        viewer.scalability[0] = new Scalability(400_000, 600_000, 1_000_000);
        viewer.watchPicture();
        play(4);
        viewer.pass(400);
        assertThat(viewer.left).hasSize(4);
    }

    private void play(int pictures) {
        for (int i = 0; i < pictures; i++) {
            viewer.publish(next());
            viewer.now += 33 * OneViewer.MILLI;
        }
    }

    /** Each picture of one packet; in every other round the layers refer to lower ones only. */
    private MediaPacket next() {
        int temporal = PATTERN[number % PATTERN.length];
        boolean sync = temporal > 0 && number % 8 < 4;
        timestamp += Packets.PICTURE;
        return Packets.vp8(0, sequence++, timestamp, true, number++ == 0, temporal, sync, LENGTH);
    }

    private List<Integer> temporals() {
        return viewer.left.stream()
                .map(packet -> packet.payload().get(5) >> 6 & 3)
                .toList();
    }

    /** Of sequence numbers and of picture ids. */
    private void requireRows() {
        List<Left> left = viewer.left;
        assertThat(left)
                .extracting(Left::sequence)
                .containsExactlyElementsOf(IntStream.range(0, left.size())
                        .mapToObj(i -> left.get(0).sequence() + i)
                        .toList());
        int first = left.get(0).payload().get(3);
        assertThat(left)
                .extracting(packet -> (int) packet.payload().get(3))
                .containsExactlyElementsOf(
                        IntStream.range(0, left.size()).mapToObj(i -> first + i).toList());
    }
}
