package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EgressSlotTest {

    private static final int LENGTH = 1000;
    private static final long MILLI = OneViewer.MILLI;

    private final OneViewer viewer = new OneViewer(2);
    private final List<MediaPacket> mine = new ArrayList<>();
    private long sequence = 500;
    private int timestamp = 90_000;

    @AfterEach
    void nobody_keeps_a_packet_of_a_viewer_who_left() {
        viewer.egress.close();
        assertThat(mine).allSatisfy(packet -> assertThat(packet.refCnt()).isEqualTo(1));
        mine.forEach(MediaPacket::release);
    }

    @Test
    void nothing_is_shown_before_a_keyframe_and_one_is_asked_for() {
        watchLayer(0);
        picture(0, false, 2);
        assertThat(viewer.left).isEmpty();

        picture(0, true, 2);
        picture(0, false, 1);

        assertThat(viewer.keyframesAsked).containsExactly(0);
        assertThat(viewer.sequences(OneViewer.PICTURE)).containsExactly(0x8001, 0x8002, 0x8003);
        assertThat(viewer.pictures).isEqualTo(1);
    }

    @Test
    void who_joins_late_gets_the_newest_keyframe_and_what_followed() {
        watchLayer(0);
        viewer.bitrates[1] = 0;
        OneViewer late = new OneViewer(viewer.picture);
        picture(0, true, 3);
        picture(0, false, 2);

        late.watchPicture();

        assertThat(late.keyframesAsked).isEmpty();
        assertThat(late.sequences(OneViewer.PICTURE)).containsExactly(0x8001, 0x8002, 0x8003, 0x8004, 0x8005);
        late.egress.close();
    }

    @Test
    void what_comes_late_keeps_its_place() {
        watchLayer(0);
        picture(0, true, 1);
        MediaPacket late = packet(0, false, true);
        picture(0, false, 1);
        viewer.publish(late);

        assertThat(viewer.sequences(OneViewer.PICTURE)).containsExactly(0x8001, 0x8003, 0x8002);
    }

    @Test
    void a_switch_of_layers_begins_with_a_keyframe_and_leaves_no_gap() {
        watchLayer(0);
        picture(0, true, 2);
        slot().aim(1);
        sequence = 9000;
        picture(1, false, 1);
        assertThat(viewer.left(OneViewer.PICTURE)).hasSize(2);

        viewer.now += 33 * MILLI;
        picture(1, true, 2);
        picture(0, false, 1);

        assertThat(viewer.keyframesAsked).containsExactly(0, 1);
        assertThat(viewer.sequences(OneViewer.PICTURE)).containsExactly(0x8001, 0x8002, 0x8003, 0x8004);
    }

    @Test
    void a_keyframe_waits_for_its_path_in_order_and_leaves_within_its_time() {
        watchLayer(0);
        viewer.estimate(400_000);
        picture(0, true, 30);
        assertThat(viewer.left(OneViewer.PICTURE)).hasSize(3);
        long began = viewer.now;

        viewer.pass(20);
        picture(0, false, 2);
        viewer.pass(140);

        assertThat(viewer.sequences(OneViewer.PICTURE))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0x8001, 0x8020).boxed().toList());
        assertThat(viewer.left.get(29).at() - began).isBetween(60 * MILLI, 120 * MILLI);
        assertThat(viewer.egress.dropped()).isZero();
    }

    @Test
    void a_voice_does_not_wait_behind_a_keyframe() {
        watchLayer(0);
        viewer.watchVoice();
        viewer.estimate(400_000);
        picture(0, true, 30);

        MediaPacket voice = Packets.packet(77);
        voice.track = 1;
        viewer.publish(voice);

        assertThat(viewer.left(OneViewer.VOICE)).hasSize(1);
    }

    @Test
    void what_is_asked_for_again_leaves_before_the_pictures_that_wait() {
        watchLayer(0);
        viewer.estimate(400_000);
        picture(0, true, 10);
        viewer.now += MILLI;
        viewer.askFor(0x8001);
        assertThat(viewer.left(OneViewer.PICTURE_AGAIN)).isEmpty();

        viewer.pass(20);

        assertThat(viewer.left.get(3).ssrc()).isEqualTo(OneViewer.PICTURE_AGAIN);
        assertThat(viewer.left.get(3).original()).isEqualTo(0x8001);
    }

    @Test
    void when_too_much_waits_it_is_forgotten_without_a_gap_and_a_keyframe_begins_anew() {
        watchLayer(0);
        viewer.estimate(400_000);
        picture(0, true, 600);
        int before = viewer.left(OneViewer.PICTURE).size();
        assertThat(viewer.egress.dropped()).isEqualTo(513);
        assertThat(viewer.keyframesAsked).containsExactly(0, 0);

        viewer.pass(200);
        picture(0, false, 1);
        assertThat(viewer.left(OneViewer.PICTURE)).hasSize(before);
        picture(0, true, 2);
        viewer.pass(20);

        List<Integer> sequences = viewer.sequences(OneViewer.PICTURE);
        assertThat(sequences).hasSize(before + 2);
        assertThat(sequences)
                .containsExactlyElementsOf(IntStream.rangeClosed(0x8001, 0x8000 + before + 2)
                        .boxed()
                        .toList());
    }

    @Test
    void what_waits_when_the_layer_is_switched_leaves_before_the_new_layer() {
        watchLayer(0);
        viewer.estimate(400_000);
        picture(0, true, 10);
        slot().aim(1);
        sequence = 9000;
        picture(1, true, 5);
        viewer.pass(140);

        assertThat(viewer.sequences(OneViewer.PICTURE))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0x8001, 0x800F).boxed().toList());
        viewer.askFor(0x8004, 0x800D);
        viewer.pass(20);
        assertThat(viewer.left(OneViewer.PICTURE_AGAIN))
                .extracting(OneViewer.Left::original)
                .containsExactly(0x8004, 0x800D);
    }

    @Test
    void a_viewer_who_turns_away_leaves_nothing_that_waits() {
        watchLayer(0);
        viewer.estimate(400_000);
        picture(0, true, 30);
        int before = viewer.left.size();
        viewer.egress.unwatch(1);
        viewer.pass(200);

        assertThat(viewer.left).hasSize(before);
    }

    private void watchLayer(int layer) {
        viewer.bitrates[layer] = 100_000;
        viewer.watchPicture();
        viewer.bitrates[1 - layer] = 100_000;
    }

    private EgressSlot slot() {
        return viewer.egress.slot(1);
    }

    private void picture(int layer, boolean keyframe, int packets) {
        timestamp += Packets.PICTURE;
        for (int i = 0; i < packets; i++) {
            viewer.publish(packet(layer, keyframe, i == 0));
        }
        viewer.endBatch();
    }

    private MediaPacket packet(int layer, boolean keyframe, boolean first) {
        MediaPacket packet = Packets.vp8(layer, sequence++, timestamp, first, keyframe, LENGTH);
        mine.add((MediaPacket) packet.retain());
        return packet;
    }
}
