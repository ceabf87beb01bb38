package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.rtp.Codec;
import org.junit.jupiter.api.Test;

class PacketTapTest {

    private static final TrackFormat FORMAT =
            new TrackFormat("1", Codec.named("VP8").orElseThrow(), 90_000, List.of());

    private final PacketTap tap = new PacketTap(64, 0);

    @Test
    void when_it_is_full_the_oldest_go_and_are_counted() {
        List<MediaPacket> made = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            MediaPacket packet = Packets.packet(i);
            packet.arrivedAt = i;
            made.add(packet);
            tap.offer(packet, FORMAT);
        }
        List<Long> handed = new ArrayList<>();
        assertThat(tap.drain(
                        new PacketTap.Reader() {
                            @Override
                            public void packet(int track, long arrivedAt, byte[] rtp, int offset, int length) {
                                handed.add(arrivedAt);
                            }

                            @Override
                            public void senderReport(int track, long arrivedAt, long ntpTime, int rtpTime) {}
                        },
                        1000))
                .isEqualTo(64);
        assertThat(handed).startsWith(36L).endsWith(99L);
        assertThat(tap.dropped()).isEqualTo(36);
        assertThat(made).allMatch(packet -> packet.refCnt() == 1);
        made.forEach(MediaPacket::release);
    }

    @Test
    void what_nobody_read_is_given_back() {
        MediaPacket packet = Packets.packet(1);
        tap.offer(packet, FORMAT);
        tap.end();
        tap.offer(packet, FORMAT);
        tap.clear();
        assertThat(packet.refCnt()).isEqualTo(1);
        packet.release();
    }
}
