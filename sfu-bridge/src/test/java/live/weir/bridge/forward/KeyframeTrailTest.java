package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyframeTrailTest {

    private final KeyframeTrail trail = new KeyframeTrail();
    private final List<MediaPacket> mine = new ArrayList<>();

    @AfterEach
    void nothing_is_kept_after_the_end() {
        trail.clear();
        assertThat(mine).allSatisfy(packet -> assertThat(packet.refCnt()).isEqualTo(1));
        mine.forEach(MediaPacket::release);
    }

    @Test
    void it_begins_with_the_newest_keyframe() {
        add(Packets.packet(1));
        add(Packets.keyframe(2));
        add(Packets.packet(3));
        add(Packets.keyframe(4));
        add(Packets.packet(5));

        assertThat(replayed()).containsExactly(4L, 5L);
    }

    @Test
    void without_a_keyframe_there_is_nothing() {
        add(Packets.packet(1));

        assertThat(replayed()).isEmpty();
    }

    @Test
    void what_came_late_is_in_its_place() {
        add(Packets.keyframe(4));
        add(Packets.packet(6));
        assertThat(replayed()).isEmpty();
        add(Packets.packet(3));
        add(Packets.packet(5));

        assertThat(replayed()).containsExactly(4L, 5L, 6L);
    }

    @Test
    void more_than_there_is_room_for_is_not_begun() {
        add(Packets.keyframe(1));
        add(Packets.packet(2));

        assertThat(trail.replay(1, packet -> {
                    throw new AssertionError("There is room for one only");
                }))
                .isFalse();
    }

    @Test
    void a_long_trail_is_given_up_until_the_next_keyframe() {
        add(Packets.keyframe(1));
        for (int i = 2; i <= 300; i++) {
            add(Packets.packet(i));
        }
        assertThat(replayed()).isEmpty();
        assertThat(mine).allSatisfy(packet -> assertThat(packet.refCnt()).isEqualTo(1));
        add(Packets.keyframe(301));

        assertThat(replayed()).containsExactly(301L);
    }

    private void add(MediaPacket packet) {
        mine.add(packet);
        trail.add(packet);
    }

    private List<Long> replayed() {
        List<Long> sequences = new ArrayList<>();
        boolean whole = trail.replay(1000, packet -> sequences.add(packet.sequence));
        assertThat(whole).isEqualTo(!sequences.isEmpty());
        return sequences;
    }
}
