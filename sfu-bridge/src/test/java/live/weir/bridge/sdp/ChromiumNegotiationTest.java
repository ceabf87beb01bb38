package live.weir.bridge.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import live.weir.testing.InstalledChromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real browser takes what this side writes, and this side what it writes. Runs where a Chromium is installed. */
class ChromiumNegotiationTest {

    @Test
    void chromium_agrees_to_every_answer_and_offer(@TempDir Path profile) throws Exception {
        InstalledChromium.assume();
        try (NegotiationServer server = new NegotiationServer();
                Chromium browser = Chromium.open(InstalledChromium.executable(), profile, server.address())) {
            assertThat(browser).isNotNull();
            assertThat(server.outcomes())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "a publisher", "sendonly sendonly",
                            "a publisher that pauses its picture and sends another", "sendonly inactive sendonly",
                            "a publisher of simulcast", "h true m true l true",
                            "a publisher whose sound is refused", "sendonly",
                            "a publisher of H264 only", "sendonly sendonly video/H264",
                            "a viewer", "recvonly recvonly audio video",
                            "a viewer of sixteen pairs", "1 32",
                            "a viewer that opens a data channel", "recvonly recvonly closed",
                            "a viewer that is offered", "2 SERVER recvonly recvonly",
                            "a publisher that is offered", "2 SERVER sendonly sendonly"));
        }
    }
}
