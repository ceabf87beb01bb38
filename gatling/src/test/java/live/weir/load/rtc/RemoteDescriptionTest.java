package live.weir.load.rtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteDescriptionTest {

    static final String ANSWER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=ice-lite
            a=fingerprint:sha-256 AA:BB
            a=ice-ufrag:abcd
            a=ice-pwd:efghijklmnopqrstuvwxyz
            a=setup:passive
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            a=mid:0
            a=rtpmap:111 opus/48000/2
            m=video 9 UDP/TLS/RTP/SAVPF 96 97
            a=mid:1
            a=rtpmap:96 VP8/90000
            a=rtcp-fb:96 nack
            a=rtpmap:97 rtx/90000
            a=fmtp:97 apt=96
            a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
            a=ssrc-group:FID 1 4294967295
            a=candidate:1 1 udp 1 127.0.0.1 8189 typ host
            a=candidate:2 1 tcp 1 127.0.0.1 8189 typ host tcptype passive
            a=candidate:3 1 udp 1 somebody.local 8189 typ host
            """;

    @Test
    void what_an_answer_says_is_read() {
        RemoteDescription read = RemoteDescription.parse(ANSWER);

        assertThat(read.iceLite()).isTrue();
        assertThat(read.candidates()).hasSize(1);
        RemoteMedia video = read.accepted("video").findFirst().orElseThrow();
        assertThat(video.format("vp8/")).isEqualTo(96);
        assertThat(video.repairs()).containsEntry(97, 96);
        assertThat(video.repairSources()).containsEntry(-1, 1);
        assertThat(video.extension(LocalDescription.TRANSPORT_CC)).isEqualTo(3);
        assertThat(video.nacks()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "<html>Not found</html>,The server's answer is no SDP: '<html>Not found</html>'",
        "'',The server's answer is no SDP: ''",
        "v=0,The server's description has no ICE credentials",
    })
    void what_is_none_is_told_in_one_line(String text, String problem) {
        assertThatThrownBy(() -> RemoteDescription.parse(text))
                .isInstanceOf(RtcFailure.class)
                .hasMessage(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "a=fingerprint:,has no fingerprint",
        "a=ice-pwd:,has no ICE credentials",
        "m=,accepts no media",
    })
    void what_is_missing_is_told(String start, String problem) {
        String without = ANSWER.replaceAll("(?m)^" + start + ".*\n", "");
        assertThatThrownBy(() -> RemoteDescription.parse(without)).hasMessageContaining(problem);
    }

    @Test
    void whatever_comes_it_is_read_or_refused() {
        Random random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder spoilt = new StringBuilder(ANSWER);
            for (int j = 0; j < 1 + i % 4; j++) {
                int at = random.nextInt(spoilt.length());
                if (random.nextBoolean()) {
                    spoilt.setCharAt(at, (char) (32 + random.nextInt(96)));
                } else {
                    spoilt.setLength(Math.max(1, at));
                }
            }
            assertThatCode(() -> {
                        try {
                            RemoteDescription.parse(spoilt.toString());
                        } catch (RtcFailure refused) {
                            assertThat(refused.getMessage()).isNotBlank();
                        }
                    })
                    .as(spoilt::toString)
                    .doesNotThrowAnyException();
        }
    }
}
