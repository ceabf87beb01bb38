package live.weir.load.rtc;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import live.weir.load.reach.Reach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With real sockets that nobody reads from. */
class UnreadTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @BeforeAll
    static void only_where_the_kernel_tells() {
        assumeTrue(Files.exists(Path.of("/proc/net/udp")), "only Linux tells what waits in sockets");
    }

    @Test
    void what_waits_is_seen_until_it_is_read() throws Exception {
        try (DatagramSocket lazy = new DatagramSocket(0, LOOPBACK);
                DatagramSocket busy = new DatagramSocket(0, LOOPBACK);
                DatagramSocket sender = new DatagramSocket()) {
            Set<Integer> both = Set.of(lazy.getLocalPort(), busy.getLocalPort());
            assertThat(Unread.of(both)).isEqualTo(Unread.NOTHING);

            send(sender, lazy.getLocalPort(), 3);
            send(sender, busy.getLocalPort(), 1);

            Unread unread = Unread.of(both);
            assertThat(unread.most()).isGreaterThan(3 * 1_000);
            assertThat(unread.bytes()).isGreaterThan(unread.most());
            assertThat(Unread.of(Set.of(busy.getLocalPort())).bytes()).isEqualTo(unread.bytes() - unread.most());

            for (int packet = 0; packet < 3; packet++) {
                lazy.receive(new DatagramPacket(new byte[2_000], 2_000));
            }
            busy.receive(new DatagramPacket(new byte[2_000], 2_000));
            assertThat(Unread.of(both)).isEqualTo(Unread.NOTHING);
        }
    }

    @Test
    void what_a_full_socket_loses_is_seen() throws Exception {
        try (DatagramSocket lazy = new DatagramSocket(0, LOOPBACK);
                DatagramSocket sender = new DatagramSocket()) {
            lazy.setReceiveBufferSize(4_000);
            send(sender, lazy.getLocalPort(), 100);
            assertThat(Unread.of(Set.of(lazy.getLocalPort())).dropped()).isPositive();
        }
    }

    private static void send(DatagramSocket sender, int port, int packets) throws Exception {
        for (int packet = 0; packet < packets; packet++) {
            sender.send(new DatagramPacket(new byte[1_200], 1_200, LOOPBACK, port));
        }
    }

    @Test
    void an_engine_knows_the_sockets_of_its_peers_while_they_are_open() throws Exception {
        try (RtcEngine engine = new RtcEngine(RtcSettings.within(Reach.LOOPBACK))) {
            RtcPeer peer = engine.viewer(new PeerListener() {}, 1);
            peer.offer(LOOPBACK).toCompletableFuture().get();
            assertThat(engine.sockets()).isEqualTo(1);
            assertThat(engine.unread()).isEqualTo(Unread.NOTHING);
            peer.close();
            eventually(() -> assertThat(engine.sockets()).isZero());
        }
    }
}
