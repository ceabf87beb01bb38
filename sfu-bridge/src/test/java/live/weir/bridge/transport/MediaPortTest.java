package live.weir.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import live.weir.bridge.peer.TestPeerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaPortTest {

    private MediaPort port;

    @BeforeEach
    void open() {
        port = MediaPort.open(MediaPortSettings.defaults().withPort(0));
    }

    @AfterEach
    void close() {
        port.close();
    }

    @ParameterizedTest
    @CsvSource({"SERVER,7", "SERVER,1", "CLIENT,7", "CLIENT,1"})
    void carriesMediaBothWaysInBothRolesAndProfiles(DtlsRole role, int profile) throws Exception {
        try (Meeting meeting =
                Meeting.of(port, settings -> inRole(settings, role).withProfiles(profile), role)) {
            meeting.connect();

            meeting.peer.sendRtp(Packets.rtp(1, 7, 1000));
            assertThat(meeting.handler.rtp.poll(5, TimeUnit.SECONDS)).isEqualTo(Packets.rtp(1, 7, 1000));
            meeting.peer.sendRtcp(Packets.receiverReport(1));
            assertThat(meeting.handler.rtcp.poll(5, TimeUnit.SECONDS)).isEqualTo(Packets.receiverReport(1));

            Packets.send(meeting.handler.awaitConnected(), Packets.rtp(2, 9, 1100));
            assertThat(meeting.peer.rtp().poll(5, TimeUnit.SECONDS)).isEqualTo(Packets.rtp(2, 9, 1100));
            assertThat(meeting.peer.profile()).isEqualTo(profile);
        }
    }

    private static TestPeerSettings inRole(TestPeerSettings settings, DtlsRole server) {
        return server == DtlsRole.SERVER ? settings : settings.asDtlsServer();
    }
}
