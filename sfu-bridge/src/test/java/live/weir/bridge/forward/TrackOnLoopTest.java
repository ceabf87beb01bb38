package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.forward.send.Pacer;
import live.weir.bridge.forward.send.PacerPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrackOnLoopTest {

    private final OneViewer other = new OneViewer(1);
    private final HandLoop loop = new HandLoop();
    private final TrackOnLoop track = other.picture.on(loop);
    private final EgressSlot slot = new EgressSlot(
            new SlotFormat("1", true, 5, 0, new SlotFormat.ExtensionIds(0, 0, 0, 0, 0, 0, 0)),
            other.egress,
            new Pacer(PacerPolicy.USUAL),
            other);
    private final List<MediaPacket> mine = new ArrayList<>();

    private static final PayloadTypes TYPES = new PayloadTypes(96, PayloadTypes.NONE, PayloadTypes.NONE);

    @AfterEach
    void nothing_is_kept_after_the_last_viewer_left() {
        slot.unwatch();
        other.picture.leave(track);
        loop.runAll();
        assertThat(mine).allSatisfy(packet -> assertThat(packet.refCnt()).isEqualTo(1));
        mine.forEach(MediaPacket::release);
    }

    @Test
    void packets_cross_over_in_batches() {
        slot.watch(track, TYPES, 0);
        publish(1, 3);
        assertThat(loop.waiting()).isZero();
        other.picture.endBatch();
        publish(4, 2);
        other.picture.endBatch();
        assertThat(loop.waiting()).isEqualTo(1);

        loop.runAll();

        assertThat(other.left).hasSize(5);
    }

    @Test
    void a_long_queue_takes_several_turns() {
        slot.watch(track, TYPES, 0);
        publish(1, 300);
        other.picture.endBatch();

        loop.runOne();
        assertThat(other.left).hasSize(256);
        assertThat(loop.waiting()).isEqualTo(1);
        loop.runAll();

        assertThat(other.left).hasSize(300);
    }

    @Test
    void a_loop_that_stands_still_loses_packets_and_says_so() {
        slot.watch(track, TYPES, 0);
        publish(1, 600);
        other.picture.endBatch();
        loop.runAll();

        assertThat(other.left).hasSize(512);
        assertThat(track.dropped()).isEqualTo(88);
        assertThat(slot.missed()).isEqualTo(88);
    }

    @Test
    void what_crosses_after_the_last_viewer_left_is_given_back() {
        slot.watch(track, TYPES, 0);
        publish(1, 3);
        slot.unwatch();
        MediaPacket late = Packets.packet(4);
        mine.add(late);
        track.take(late);
        loop.runAll();

        assertThat(other.left).isEmpty();
    }

    @Test
    void on_the_publishers_own_loop_nothing_waits() {
        slot.watch(other.picture.on(ImmediateEventExecutor.INSTANCE), TYPES, 0);
        publish(1, 2);

        assertThat(other.left).hasSize(2);
    }

    private void publish(long from, int count) {
        for (long sequence = from; sequence < from + count; sequence++) {
            MediaPacket packet = sequence == 1 ? Packets.keyframe(1) : Packets.packet(sequence);
            mine.add(packet);
            other.picture.publish(packet);
        }
    }
}
