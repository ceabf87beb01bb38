package live.weir.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import live.weir.bridge.peer.TestPeerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shows only after a while. */
class LongRunTest {

    private static final int PACKETS = 100_000;
    private static final int IN_FLIGHT = 64;

    /** Numbers start before a roll-over and pass it, in both directions. */
    @ParameterizedTest
    @ValueSource(ints = {TestPeerSettings.GCM, TestPeerSettings.SHA1_80})
    void echoesAHundredThousandPacketsAcrossRollOvers(int profile) throws Exception {
        Echo echo = new Echo();
        try (MediaPort port = MediaPort.open(MediaPortSettings.defaults().withPort(0));
                Meeting meeting = Meeting.of(port, settings -> settings.withProfiles(profile), DtlsRole.SERVER, echo)) {
            meeting.peer.connectUdp(meeting.address());
            meeting.peer.awaitConnected(Meeting.PATIENCE);
            Semaphore room = new Semaphore(IN_FLIGHT);
            AtomicInteger returned = new AtomicInteger();
            AtomicInteger wrong = new AtomicInteger();
            meeting.peer.onRtp(packet -> {
                int expected = (60_000 + returned.getAndIncrement()) & 0xffff;
                if (Packets.sequence(packet) != expected) {
                    wrong.incrementAndGet();
                }
                room.release();
            });
            for (int i = 0; i < PACKETS; i++) {
                assertThat(room.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
                meeting.peer.sendRtp(Packets.rtp(42, 60_000 + i, 200));
            }
            assertThat(room.tryAcquire(IN_FLIGHT, 5, TimeUnit.SECONDS)).isTrue();
            assertThat(wrong).hasValue(0);
            assertThat(port.statistics().packetsIn()).isEqualTo(PACKETS);
            assertThat(port.statistics().packetsOut()).isEqualTo(PACKETS);
        }
    }

    @Test
    void leavesNothingOfAThousandPeersAndThePort() {
        try (MediaPort port = MediaPort.open(MediaPortSettings.defaults().withPort(0))) {
            for (int i = 0; i < 950; i++) {
                try (Meeting meeting = Meeting.of(port)) {
                    meeting.transport.close();
                    assertThat(meeting.handler.awaitClosed()).isEqualTo(CloseCause.CLOSED_HERE);
                    assertThat(meeting.handler.closings).hasValue(1);
                }
            }
            for (int i = 0; i < 50; i++) {
                Meeting.of(port).connect().close();
            }
            Patience.until(() -> port.statistics().peers() == 0);
            Patience.until(() -> port.statistics().addresses() == 0);
            Patience.until(() -> port.registrations() == 0);
        }
        Patience.until(() -> threads("weir-").isEmpty());
    }

    @Test
    void closesAllPeersWithThePort() {
        Meeting connected;
        Meeting expected;
        try (MediaPort port = MediaPort.open(MediaPortSettings.defaults().withPort(0))) {
            connected = Meeting.of(port).connect();
            expected = Meeting.of(port);
        }
        assertThat(connected.handler.awaitClosed()).isEqualTo(CloseCause.PORT_CLOSED);
        assertThat(expected.handler.awaitClosed()).isEqualTo(CloseCause.PORT_CLOSED);
        connected.peer.whenDismissed().orTimeout(5, TimeUnit.SECONDS).join();
        connected.close();
        expected.close();
        assertThat(connected.handler.closings).hasValue(1);
    }

    @Test
    void refusesHandshakesBeyondTheBoundUntilThereIsRoom() {
        MediaPortSettings settings = MediaPortSettings.defaults()
                .withPort(0)
                .withHandshakes(new HandshakeLimits(1, 1, Duration.ofSeconds(10)));
        try (MediaPort port = MediaPort.open(settings)) {
            List<Meeting> meetings =
                    IntStream.range(0, 6).mapToObj(i -> Meeting.of(port)).toList();
            meetings.forEach(meeting -> meeting.peer.connectUdp(meeting.address()));
            meetings.forEach(Meeting::awaitConnected);
            meetings.forEach(Meeting::close);
        }
    }

    @Test
    void closesOnlyThePeerWhoseHandlerFails() throws Exception {
        try (MediaPort port =
                MediaPort.open(MediaPortSettings.defaults().withPort(0).withEventLoops(1))) {
            Gathering failing = new Gathering() {
                @Override
                public void readComplete(PeerTransport peer) {
                    throw new IllegalStateException("as the test wants it");
                }
            };
            try (Meeting unlucky = Meeting.of(port, settings -> settings, DtlsRole.SERVER, failing);
                    Meeting other = Meeting.of(port).connect()) {
                unlucky.peer.connectUdp(unlucky.address());
                unlucky.peer.awaitConnected(Meeting.PATIENCE);
                unlucky.peer.sendRtp(Packets.rtp(1, 1, 10));
                assertThat(failing.awaitClosed()).isEqualTo(CloseCause.HANDLER_FAILED);
                PathTest.assertMediaFlows(other, 1);
            }
        }
    }

    private static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    /** Sends every packet back, in the batches that they came in. */
    private static final class Echo extends Gathering {

        @Override
        public void rtp(PeerTransport peer, ByteBuf packet) {
            byte[] bytes = ByteBufUtil.getBytes(packet);
            packet.release();
            peer.sendRtp(bytes, Packets.HEADER, bytes, Packets.HEADER, bytes.length - Packets.HEADER);
        }

        @Override
        public void readComplete(PeerTransport peer) {
            peer.flush();
        }
    }
}
