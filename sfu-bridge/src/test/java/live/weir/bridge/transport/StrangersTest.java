package live.weir.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.bridge.peer.PeerCredentials;
import live.weir.bridge.peer.StunRequest;
import live.weir.bridge.peer.TestPeer;
import live.weir.bridge.peer.TestPeerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes from those who are not who they say. */
class StrangersTest {

    private static final int FLOOD = 10_000;
    private static final int PORTS = 200;

    private final MediaPort port = MediaPort.open(MediaPortSettings.defaults().withPort(0));
    private final InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port.port());

    @AfterEach
    void close() {
        port.close();
    }

    private long dropped(DropReason reason) {
        return port.statistics().dropped(reason);
    }

    @Test
    void neitherAnswersNorKeepsAWrongPassword() throws Exception {
        Meeting meeting = Meeting.of(port);
        PeerCredentials wrong = new PeerCredentials(
                /* localUfrag= */ meeting.credentials.localUfrag(),
                /* localPassword= */ "?",
                /* remoteUfrag= */ meeting.credentials.remoteUfrag(),
                /* remotePassword= */ "a wrong password, a long one");
        try (DatagramSocket socket = new DatagramSocket()) {
            send(socket, StunRequest.check(wrong, true));
            Patience.until(() -> dropped(DropReason.STUN_NOT_AUTHENTIC) == 1);
            socket.setSoTimeout(100);
            assertThatThrownBy(() -> receive(socket)).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(port.statistics().addresses()).isZero();
    }

    @Test
    void refusesAnotherCertificateThanAnnounced() {
        PeerCredentials credentials = PeerCredentials.random();
        Gathering handler = new Gathering();
        List<Fingerprint> announced = List.of(new Fingerprint("SHA-256", "AB:".repeat(31) + "AB"));
        port.register(Meeting.settings(credentials, announced, DtlsRole.SERVER), handler);
        try (Meeting meeting = Meeting.of(port);
                var peer = TestPeer.create(TestPeerSettings.of(credentials))) {
            peer.connectUdp(address);
            assertThat(handler.awaitClosed()).isEqualTo(CloseCause.FINGERPRINT_MISMATCH);
            assertThat(handler.connected).isNotDone();
            meeting.connect();
        }
    }

    @Test
    void refusesAnotherCertificateThanAnnouncedAsTheClientToo() {
        PeerCredentials credentials = PeerCredentials.random();
        Gathering handler = new Gathering();
        List<Fingerprint> announced = List.of(new Fingerprint("SHA-256", "AB:".repeat(31) + "AB"));
        port.register(Meeting.settings(credentials, announced, DtlsRole.CLIENT), handler);
        try (var peer = TestPeer.create(TestPeerSettings.of(credentials).asDtlsServer())) {
            peer.connectUdp(address);
            assertThat(handler.awaitClosed()).isEqualTo(CloseCause.FINGERPRINT_MISMATCH);
        }
    }

    @Test
    void takesFingerprintsOfLongerHashesButNotOfShorterOnes() {
        for (String hash : List.of("SHA-384", "SHA-512")) {
            PeerCredentials credentials = PeerCredentials.random();
            Gathering handler = new Gathering();
            try (var peer = TestPeer.create(TestPeerSettings.of(credentials))) {
                List<Fingerprint> announced =
                        List.of(new Fingerprint("sha-1", "00"), new Fingerprint(hash, peer.fingerprint(hash)));
                port.register(Meeting.settings(credentials, announced, DtlsRole.SERVER), handler);
                peer.connectUdp(address);
                handler.awaitConnected();
            }
        }
        PeerCredentials credentials = PeerCredentials.random();
        List<Fingerprint> weak = List.of(new Fingerprint("sha-1", "00"));
        assertThatThrownBy(() -> Meeting.settings(credentials, weak, DtlsRole.SERVER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void failsAHandshakeWithoutACommonProfile() {
        try (Meeting meeting = Meeting.of(port, settings -> settings.withProfiles(8), DtlsRole.SERVER)) {
            meeting.peer.connectUdp(address);
            assertThat(meeting.handler.awaitClosed()).isEqualTo(CloseCause.HANDSHAKE_FAILED);
        }
    }

    @Test
    void prefersGcmWhateverThePeerLikesBest() {
        try (Meeting meeting = Meeting.of(port, settings -> settings.withProfiles(1, 7), DtlsRole.SERVER)) {
            meeting.connect();
            assertThat(meeting.transport.statistics().profile()).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
        }
    }

    @Test
    void answersWhatItMustUnderstandAndDoesNotWith420() throws Exception {
        Meeting meeting = Meeting.of(port);
        byte[] request = new StunRequest()
                .with(StunRequest.USERNAME, StunRequest.username(meeting.credentials))
                .with(0x7777, new byte[4])
                .sign(meeting.credentials.remotePassword());
        try (DatagramSocket socket = new DatagramSocket()) {
            send(socket, request);
            assertThat(errorCode(receive(socket))).isEqualTo(420);
        }
        assertThat(dropped(DropReason.STUN_UNKNOWN_ATTRIBUTE)).isEqualTo(1);
    }

    @Test
    void tellsAControlledPeerToControl() throws Exception {
        Meeting meeting = Meeting.of(port);
        byte[] request = new StunRequest()
                .with(StunRequest.USERNAME, StunRequest.username(meeting.credentials))
                .with(StunRequest.ICE_CONTROLLED, new byte[8])
                .sign(meeting.credentials.remotePassword());
        try (DatagramSocket socket = new DatagramSocket()) {
            send(socket, request);
            assertThat(errorCode(receive(socket))).isEqualTo(487);
        }
        assertThat(port.statistics().addresses()).isZero();
    }

    private static int errorCode(byte[] answer) {
        assertThat(ByteBuffer.wrap(answer).getShort(0)).isEqualTo((short) 0x0111);
        assertThat(ByteBuffer.wrap(answer).getShort(20)).isEqualTo((short) 0x0009);
        return answer[26] * 100 + answer[27];
    }

    @Test
    void dropsReplayedAndSpoiltPacketsAndThoseFromElsewhere() throws Exception {
        try (Meeting meeting = Meeting.of(port).connect();
                DatagramSocket elsewhere = new DatagramSocket()) {
            byte[] first = meeting.peer.sealRtp(Packets.rtp(5, 1, 200));
            byte[] second = meeting.peer.sealRtp(Packets.rtp(5, 2, 200));
            byte[] report = meeting.peer.sealRtcp(Packets.receiverReport(5));
            send(elsewhere, first);
            Patience.until(() -> dropped(DropReason.UNKNOWN_SENDER) == 1);
            meeting.peer.sendRaw(first);
            meeting.peer.sendRaw(first);
            Patience.until(() -> dropped(DropReason.RTP_REPLAYED) == 1);
            for (int bit = 16; bit < second.length * 8; bit += 37) {
                byte[] spoilt = second.clone();
                spoilt[bit / 8] ^= (byte) (1 << (bit % 8));
                meeting.peer.sendRaw(spoilt);
            }
            meeting.peer.sendRaw(second);
            meeting.peer.sendRaw(report);
            meeting.peer.sendRaw(report);
            Patience.until(() -> dropped(DropReason.RTCP_REPLAYED) == 1);
            assertThat(meeting.handler.rtp.poll(5, TimeUnit.SECONDS)).isEqualTo(Packets.rtp(5, 1, 200));
            assertThat(meeting.handler.rtp.poll(5, TimeUnit.SECONDS)).isEqualTo(Packets.rtp(5, 2, 200));
            assertThat(meeting.handler.rtp).isEmpty();
            assertThat(meeting.handler.rtcp).hasSize(1);
            assertThat(dropped(DropReason.RTP_NOT_AUTHENTIC)).isPositive();
        }
    }

    @Test
    void sendsNoIndexTwice() throws Exception {
        try (Meeting meeting = Meeting.of(port).connect()) {
            Packets.send(meeting.transport, Packets.rtp(3, 1, 10));
            Packets.send(meeting.transport, Packets.rtp(3, 1, 20));
            Packets.send(meeting.transport, Packets.rtp(3, 2, 30));
            assertThat(meeting.peer.rtp().poll(5, TimeUnit.SECONDS)).hasSize(22);
            assertThat(meeting.peer.rtp().poll(5, TimeUnit.SECONDS)).hasSize(42);
            assertThat(dropped(DropReason.SEND_REPEATED)).isEqualTo(1);
        }
    }

    @Test
    void boundsTheSourcesOfAPeer() {
        try (Meeting meeting = Meeting.of(port).connect()) {
            for (int ssrc = 1; ssrc <= PacketIndices.SOURCES + 50; ssrc++) {
                meeting.peer.sendRtp(Packets.rtp(ssrc, 1, 10));
                Thread.onSpinWait();
            }
            Patience.until(() -> dropped(DropReason.RTP_TOO_MANY_SOURCES) >= 1);
            assertThat(meeting.handler.rtp.size()).isLessThanOrEqualTo(PacketIndices.SOURCES);
        }
    }

    @Test
    void keepsNothingOfAFloodOfChecksAndHandshakes() throws Exception {
        try (Meeting meeting = Meeting.of(port).connect()) {
            byte[] hello =
                    Arrays.copyOf(new byte[] {22, (byte) 0xfe, (byte) 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 1}, 113);
            for (int i = 0; i < FLOOD / PORTS; i++) {
                floodFromNewPorts(meeting, hello);
                PathTest.assertMediaFlows(meeting, i);
            }
            assertThat(port.statistics().peers()).isEqualTo(1);
            assertThat(port.statistics().addresses()).isEqualTo(1);
            assertThat(port.statistics().handshakesWaiting()).isZero();
            assertThat(port.statistics().tcpConnections()).isZero();
            assertThat(dropped(DropReason.STUN_NOT_AUTHENTIC) + dropped(DropReason.UNKNOWN_SENDER))
                    .isGreaterThan(FLOOD);
        }
    }

    private void floodFromNewPorts(Meeting meeting, byte[] hello) throws IOException {
        for (int i = 0; i < PORTS; i++) {
            try (DatagramSocket socket = new DatagramSocket()) {
                PeerCredentials stranger = PeerCredentials.random();
                send(socket, StunRequest.check(stranger, true));
                send(
                        socket,
                        new StunRequest()
                                .with(StunRequest.USERNAME, StunRequest.username(meeting.credentials))
                                .sign("not the password"));
                send(socket, hello);
            }
        }
    }

    /** Whatever is done to right packets, and by whomever: the port goes on, and no handshake starts over. */
    @Test
    void standsMutatedPacketsOfAllKinds() throws Exception {
        Random random = new Random(20261121);
        try (Meeting meeting = Meeting.of(port).connect();
                DatagramSocket elsewhere = new DatagramSocket()) {
            List<byte[]> samples = List.of(
                    StunRequest.check(meeting.credentials, true),
                    "not a packet".getBytes(StandardCharsets.UTF_8),
                    Arrays.copyOf(new byte[] {22, (byte) 0xfe, (byte) 0xfd, 0, 1, 0, 0, 0, 0, 0, 9, 0, 40, 1}, 53),
                    Arrays.copyOf(new byte[] {21, (byte) 0xfe, (byte) 0xfd, 0, 0, 0, 0, 0, 0, 0, 9, 0, 2, 1, 0}, 15),
                    meeting.peer.sealRtp(Packets.rtp(9, 1, 60)),
                    meeting.peer.sealRtcp(Packets.receiverReport(9)));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            while (System.nanoTime() - end < 0) {
                byte[] mutant = mutate(samples.get(random.nextInt(samples.size())), random);
                if (random.nextBoolean()) {
                    meeting.peer.sendRaw(mutant);
                } else {
                    send(elsewhere, mutant);
                }
            }
            meeting.handler.rtp.clear();
            meeting.peer.rtp().clear();
            AtomicInteger sequence = new AtomicInteger();

            Patience.until(() -> {
                byte[] packet = Packets.rtp(10, sequence.incrementAndGet(), 50);
                meeting.peer.sendRtp(packet);
                return !meeting.handler.rtp.isEmpty();
            });
            assertThat(meeting.handler.closed).isNotDone();
            assertThat(port.statistics().peers()).isEqualTo(1);
        }
    }

    private static byte[] mutate(byte[] sample, Random random) {
        byte[] mutant =
                Arrays.copyOf(sample, random.nextInt(4) == 0 ? random.nextInt(2 * sample.length) : sample.length);
        for (int i = random.nextInt(6); i > 0 && mutant.length > 0; i--) {
            mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
        }
        return mutant;
    }

    private void send(DatagramSocket socket, byte[] packet) throws IOException {
        socket.send(new DatagramPacket(packet, packet.length, address));
    }

    private static byte[] receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }
}
