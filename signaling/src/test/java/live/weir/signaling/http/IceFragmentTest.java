package live.weir.signaling.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IceFragmentTest {

    private static final String CANDIDATE =
            "candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0";

    private static final String WHOLE = "a=ice-options:trickle ice2\r\na=group:BUNDLE 0 1\r\n"
            + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=ice-ufrag:EsAw\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n"
            + "a=" + CANDIDATE + "\r\na=end-of-candidates\r\n";

    @Test
    void the_example_of_the_standard_is_understood() {
        IceFragment fragment = IceFragment.parse(WHOLE);

        assertThat(Objects.requireNonNull(fragment.credentials()).usernameFragment())
                .isEqualTo("EsAw");
        assertThat(fragment.candidates()).containsExactly(CANDIDATE);
        assertThat(fragment.complete()).isTrue();
    }

    @Test
    void credentials_may_come_alone() {
        assertThat(IceFragment.parse("a=ice-ufrag:ysXw\na=ice-pwd:vw5LmwG4y/e6dPP/zAP9Gp5k\n")
                        .candidates())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "a",
                "a=",
                "a=mid:0",
                "a=ice-ufrag:ysXw\r\n",
                "a=ice-pwd:vw5LmwG4y/e6dPP/zAP9Gp5k\r\n",
                "a=ice-ufrag:y\r\na=ice-pwd:vw5LmwG4y/e6dPP/zAP9Gp5k\r\n",
                "a=ice-ufrag:ysXw\r\na=ice-pwd:short\r\n",
                "a=ice-ufrag:ys w\r\na=ice-pwd:vw5LmwG4y/e6dPP/zAP9Gp5k\r\n",
                "a=candidate:1 1 udp 1 192.0.2.1 1 typ host\r\n",
                "m=audio 9 RTP/AVP 0\r\na=candidate:1 1 udp 1 192.0.2.1 1 typ host\r\n",
                "m=audio 9 RTP/AVP 0\r\na=mid:0\r\na=candidate:1 \u0000\r\n"
            })
    void what_is_no_fragment_is_refused(String text) {
        assertThatThrownBy(() -> IceFragment.parse(text))
                .isInstanceOfSatisfying(
                        HttpRefused.class,
                        refused -> assertThat(refused.status().value()).isEqualTo(400));
    }

    @Test
    void a_thousand_candidates_are_too_many() {
        String text = "m=audio 9 RTP/AVP 0\r\na=mid:0\r\n" + ("a=" + CANDIDATE + "\r\n").repeat(1000);

        assertThatThrownBy(() -> IceFragment.parse(text))
                .isInstanceOfSatisfying(
                        HttpRefused.class,
                        refused -> assertThat(refused.status().value()).isEqualTo(422));
    }

    @Test
    void whatever_becomes_of_a_fragment_on_its_way_it_is_read_or_refused() {
        Random random = new Random(25);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(WHOLE);
            for (int i = random.nextInt(8); i >= 0; i--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
            }
            text.setLength(random.nextInt(text.length() + 1));
            try {
                assertThat(IceFragment.parse(text.toString()).isEmpty()).isFalse();
            } catch (HttpRefused refused) {
                assertThat(refused.status().is4xxClientError()).isTrue();
            }
        }
    }
}
