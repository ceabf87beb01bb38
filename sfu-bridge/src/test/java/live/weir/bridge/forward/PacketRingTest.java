package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacketRingTest {

    private final PacketRing ring = new PacketRing(8);
    private final List<MediaPacket> made = new ArrayList<>();

    @AfterEach
    void everything_is_given_back() {
        ring.clear();
        assertThat(made).allMatch(packet -> packet.refCnt() == 1);
        made.forEach(MediaPacket::release);
    }

    @Test
    void the_newest_packets_are_kept_and_older_ones_given_back() {
        for (int sequence = 1; sequence <= 20; sequence++) {
            put(Packets.packet(sequence));
        }
        assertThat(ring.get(12)).isNull();
        assertThat(ring.get(13)).isSameAs(made.get(12));
        assertThat(made.get(0).refCnt()).isEqualTo(1);
        put(Packets.packet(3));
        assertThat(ring.get(3)).isNull();
    }

    @Test
    void a_keyframe_is_at_hand_only_with_all_that_followed_it() {
        put(Packets.keyframe(5));
        put(Packets.packet(7));
        assertThat(ring.completeSinceKeyframe(8)).isNull();
        put(Packets.packet(6));
        assertThat(ring.completeSinceKeyframe(8)).isSameAs(made.get(0));
        assertThat(ring.completeSinceKeyframe(2)).isNull();
    }

    @Test
    void a_keyframe_that_left_the_ring_is_not_at_hand() {
        put(Packets.keyframe(1));
        for (int sequence = 2; sequence <= 9; sequence++) {
            put(Packets.packet(sequence));
        }
        assertThat(ring.completeSinceKeyframe(300)).isNull();
    }

    private void put(MediaPacket packet) {
        made.add(packet);
        ring.put(packet);
    }
}
