package live.weir.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.peer.LinkConditions;
import live.weir.bridge.peer.PeerCredentials;
import live.weir.bridge.peer.TestPeer;
import live.weir.bridge.peer.TestPeerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How peers come, move and go. */
class PathTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private MediaPort port = open(timings(LONG, LONG));

    private static MediaPort open(IceTimings timings) {
        return MediaPort.open(MediaPortSettings.defaults()
                .withPort(0)
                .withEventLoops(4)
                .withMaximumConnections(20)
                .withTimings(timings));
    }

    private static IceTimings timings(Duration connect, Duration consent) {
        return new IceTimings(connect, consent, Duration.ofMillis(500));
    }

    private void reopen(IceTimings timings) {
        port.close();
        port = open(timings);
    }

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void carriesMediaOverTcp() throws Exception {
        try (Meeting meeting = Meeting.of(port)) {
            meeting.peer.connectTcp(meeting.address());
            meeting.awaitConnected();
            assertMediaFlows(meeting, 1);
            assertThat(port.statistics().tcpConnections()).isEqualTo(1);
        }
        Patience.until(() -> port.statistics().tcpConnections() == 0);
    }

    @Test
    void carriesMediaOverIpv6() throws Exception {
        assumeTrue(hasIpv6(), "this machine has no ::1");
        try (Meeting meeting = Meeting.of(port)) {
            meeting.peer.connectUdp(new InetSocketAddress(Addresses.of("::1"), port.port()));
            meeting.awaitConnected();
            assertMediaFlows(meeting, 1);
            assertThat(remote(meeting).getAddress()).isInstanceOf(Inet6Address.class);
        }
    }

    private static boolean hasIpv6() {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(Addresses.of("::1"), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Each new port is dealt to any of four event loops; the owner stays. */
    @Test
    void followsAPeerThatMoves() throws Exception {
        try (Meeting meeting = Meeting.of(port).connect()) {
            for (int move = 1; move <= 10; move++) {
                int moves = move;
                meeting.peer.move();
                Patience.until(() -> meeting.transport.statistics().moves() == moves);
                assertThat(remote(meeting).getPort())
                        .isEqualTo(meeting.peer.localAddress().getPort());
                assertMediaFlows(meeting, move);
            }
            meeting.peer.moveToTcp();
            Patience.until(() -> meeting.transport.statistics().moves() == 11);
            assertMediaFlows(meeting, 11);
            meeting.peer.move();
            Patience.until(() -> meeting.transport.statistics().moves() == 12);
            assertMediaFlows(meeting, 12);
        }
        Patience.until(() -> port.statistics().addresses() == 0);
    }

    @Test
    void losesAPeerThatNoLongerChecks() {
        reopen(timings(LONG, Duration.ofMillis(600)));
        try (Meeting meeting = Meeting.of(port).connect()) {
            meeting.peer.fallSilent();
            assertThat(meeting.handler.awaitClosed()).isEqualTo(CloseCause.CONSENT_LOST);
            meeting.peer.whenDismissed().orTimeout(5, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void keepsAPeerThatChecksInTime() throws Exception {
        reopen(timings(LONG, Duration.ofMillis(600)));
        try (Meeting meeting = Meeting.of(port).connect()) {
            int answered = meeting.peer.answeredChecks();
            Patience.until(() -> meeting.peer.answeredChecks() > answered + 15);
            assertMediaFlows(meeting, 1);
        }
    }

    /** FFmpeg's WHIP muxer checks until it is connected, and from then on only sends. */
    @Test
    void keepsAPeerThatSendsMediaInPlaceOfChecks() throws Exception {
        Duration consent = Duration.ofMillis(600);
        reopen(timings(LONG, consent));
        try (Meeting meeting = Meeting.of(port).connect()) {
            meeting.peer.fallSilent();
            long wellPast = System.nanoTime() + consent.multipliedBy(3).toNanos();
            for (int sequence = 1; System.nanoTime() < wellPast; sequence++) {
                assertMediaFlows(meeting, sequence);
            }
            assertThat(meeting.handler.awaitClosed()).isEqualTo(CloseCause.CONSENT_LOST);
        }
    }

    @Test
    void givesUpAPeerThatNeverComes() {
        reopen(timings(Duration.ofMillis(300), LONG));
        Meeting meeting = Meeting.of(port);
        assertThat(meeting.handler.awaitClosed()).isEqualTo(CloseCause.CONNECT_TIMEOUT);
        assertThat(port.statistics().peers()).isZero();
    }

    @Test
    void closesWithAGoodbyeFromHere() {
        try (Meeting meeting = Meeting.of(port).connect()) {
            meeting.transport.close();
            assertThat(meeting.handler.awaitClosed()).isEqualTo(CloseCause.CLOSED_HERE);
            meeting.peer.whenDismissed().orTimeout(5, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void closesWithAGoodbyeOverTcpFromHere() {
        try (Meeting meeting = Meeting.of(port)) {
            meeting.peer.connectTcp(meeting.address());
            meeting.awaitConnected();
            meeting.transport.close();
            meeting.peer.whenDismissed().orTimeout(5, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void hearsThePeersGoodbye() {
        try (Meeting meeting = Meeting.of(port).connect()) {
            meeting.peer.close();
            assertThat(meeting.handler.awaitClosed()).isEqualTo(CloseCause.PEER_LEFT);
        }
    }

    @Test
    void restartsIceWhileMediaFlowsOn() throws Exception {
        try (Meeting meeting = Meeting.of(port).connect()) {
            PeerCredentials next = PeerCredentials.random();
            meeting.transport.restartIce(next.remoteUfrag(), next.remotePassword(), next.localUfrag());
            int answered = meeting.peer.answeredChecks();
            Patience.until(() -> meeting.peer.answeredChecks() > answered + 2);
            assertMediaFlows(meeting, 1);

            meeting.peer.restartIce(next);
            meeting.peer.move();
            Patience.until(() -> meeting.transport.statistics().moves() == 1);
            assertMediaFlows(meeting, 2);

            long strangers = port.statistics().dropped(DropReason.STUN_NOT_AUTHENTIC);
            meeting.peer.restartIce(meeting.credentials);
            Patience.until(() -> port.statistics().dropped(DropReason.STUN_NOT_AUTHENTIC) > strangers);
        }
    }

    @Test
    void connectsOverABadNetwork() throws Exception {
        try (Meeting meeting = Meeting.of(port)) {
            meeting.peer.impair(new LinkConditions(0.2, 0.1, 0.2, Duration.ofMillis(10), 11));
            meeting.connect();
            meeting.peer.impair(LinkConditions.perfect());
            assertMediaFlows(meeting, 1);
        }
    }

    @Test
    void refusesConnectionsBeyondTheBound() throws Exception {
        reopen(new IceTimings(LONG, LONG, Duration.ofMinutes(10)));
        List<Socket> sockets = connectTcp(30);
        Patience.until(() -> port.statistics().dropped(DropReason.TCP_TOO_MANY_CONNECTIONS) == 10);
        Patience.until(() -> port.statistics().tcpConnections() == 20);
        for (Socket socket : sockets) {
            socket.close();
        }
        Patience.until(() -> port.statistics().tcpConnections() == 0);
    }

    @Test
    void closesConnectionsThatProveNothing() throws Exception {
        List<Socket> sockets = connectTcp(3);
        sockets.get(0).getOutputStream().write(new byte[] {0, 3, (byte) 0x80, 96, 1});
        sockets.get(1).getOutputStream().write(new byte[] {(byte) 0xff, (byte) 0xff, 0, 1});
        Patience.until(() -> port.statistics().dropped(DropReason.UNKNOWN_SENDER) == 1);
        Patience.until(() -> port.statistics().dropped(DropReason.TCP_MALFORMED) == 1);
        Patience.until(() -> port.statistics().tcpConnections() == 0);
        assertThat(port.statistics().dropped(DropReason.TCP_NOT_AUTHENTIC)).isEqualTo(2);
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private List<Socket> connectTcp(int count) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new Socket(InetAddress.getLoopbackAddress(), port.port()));
        }
        return sockets;
    }

    @Test
    void saysThatThePortIsTaken() {
        MediaPortSettings same = MediaPortSettings.defaults().withPort(port.port());
        assertThatThrownBy(() -> MediaPort.open(same)).hasMessageContaining("media port " + port.port());
    }

    @Test
    void announcesUdpAndTcpOnEveryAddress() throws Exception {
        InetAddress external = Addresses.of("203.0.113.7");
        List<TransportCandidate> candidates = LocalCandidates.of(
                MediaPortSettings.defaults().withExternal(List.of(external, Addresses.of("2001:db8::1"))), 9);
        assertThat(candidates)
                .hasSize(4)
                .extracting(TransportCandidate::foundation)
                .doesNotHaveDuplicates();
        assertThat(candidates.get(0))
                .isEqualTo(new TransportCandidate(
                        "u1", TransportCandidate.Protocol.UDP, 2_130_706_431L, "203.0.113.7", 9));
        assertThat(candidates.get(1).protocol()).isEqualTo(TransportCandidate.Protocol.TCP);
        assertThat(port.candidates()).isNotEmpty().allMatch(candidate -> candidate.port() == port.port());
    }

    @Test
    void worksWithoutEpollToo() throws Exception {
        MediaPortSettings settings =
                MediaPortSettings.defaults().withPort(0).withBind(List.of(InetAddress.getLoopbackAddress()));
        try (MediaPort portable = MediaPort.open(settings, SocketKind.portable());
                Meeting meeting = Meeting.of(portable).connect()) {
            assertMediaFlows(meeting, 1);
        }
    }

    @Test
    void toleratesAnotherPeerAtTheSamePassword() {
        PeerCredentials credentials = PeerCredentials.random();
        TestPeer peer = TestPeer.create(TestPeerSettings.of(credentials));
        PeerSettings settings = Meeting.settings(
                credentials, List.of(new Fingerprint("sha-256", peer.fingerprint("SHA-256"))), DtlsRole.SERVER);
        port.register(settings, new Gathering());
        assertThatThrownBy(() -> port.register(settings, new Gathering()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("taken");
        assertThat(port.statistics().peers()).isEqualTo(1);
        peer.vanish();
    }

    private static InetSocketAddress remote(Meeting meeting) {
        return Objects.requireNonNull(meeting.transport.statistics().remote());
    }

    static void assertMediaFlows(Meeting meeting, int sequence) throws InterruptedException {
        byte[] packet = Packets.rtp(77, sequence, 900);
        meeting.peer.sendRtp(packet);
        assertThat(meeting.handler.rtp.poll(5, TimeUnit.SECONDS)).isEqualTo(packet);
        Packets.send(meeting.transport, packet);
        assertThat(meeting.peer.rtp().poll(5, TimeUnit.SECONDS)).isEqualTo(packet);
    }
}
