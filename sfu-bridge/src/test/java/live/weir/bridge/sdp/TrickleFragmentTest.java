package live.weir.bridge.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrickleFragmentTest {

    /** The form of RFC 9725 §4.4.1. */
    private static final String TRICKLED = """
            a=group:BUNDLE 0 1
            a=ice-ufrag:EsAw
            a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1
            m=audio 9 RTP/AVP 0
            a=mid:0
            a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0 ufrag EsAw network-id 1
            a=candidate:3471623853 1 tcp 1518283007 192.0.2.1 9 typ host tcptype active generation 0
            a=end-of-candidates
            """;

    @Test
    void credentials_and_candidates_are_read() {
        TrickleFragment fragment = TrickleFragment.parse(TRICKLED);
        assertThat(fragment.credentials()).isEqualTo(new IceCredentials("EsAw", "P2uYro0UCOQ4zxjKXaWCBui1"));
        assertThat(fragment.complete()).isTrue();
        assertThat(fragment.candidates()).hasSize(2);
        IceCandidate tcp = fragment.candidates().get(1);
        assertThat(tcp.extension("tcptype")).isEqualTo("active");
        assertThat(tcp.extension("active")).isEmpty();
        assertThat(fragment.media().get(0).mid()).isEqualTo("0");
    }

    @Test
    void credentials_may_stand_under_the_m_line() {
        TrickleFragment fragment = TrickleFragment.parse(
                "m=video 9 UDP/TLS/RTP/SAVPF 96\na=mid:v\na=ice-ufrag:EsAw\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\n");
        assertThat(fragment.credentials()).isNotNull();
        assertThat(fragment.complete()).isFalse();
    }

    @Test
    void a_fragment_of_this_side_is_written_to_the_byte() {
        IceCandidate candidate = IceCandidate.hostUdp(1, 2_130_706_431, "192.0.2.1", 8189);
        TrickleFragment fragment = new TrickleFragment(
                new IceCredentials("weir", "passwordpasswordpasswo"),
                List.of(TrickleFragment.Media.of(MediaKind.AUDIO, "0", new CandidateList(List.of(candidate), true))),
                true);
        assertThat(fragment.text()).isEqualTo("""
                a=ice-ufrag:weir
                a=ice-pwd:passwordpasswordpasswo
                m=audio 9 RTP/AVP 0
                a=mid:0
                a=candidate:1 1 udp 2130706431 192.0.2.1 8189 typ host
                a=end-of-candidates
                """.replace("\n", "\r\n"));
        assertThat(TrickleFragment.parse(fragment.text())).isEqualTo(fragment);
    }

    @Test
    void a_restart_shows_in_the_credentials() {
        PeerTransport transport =
                Offers.publisherAnswer("obs-whip").negotiated().transport();
        assertThat(transport.isRestartedBy(TrickleFragment.parse(TRICKLED).credentials()))
                .isTrue();
        assertThat(transport.isRestartedBy(new IceCredentials("kQz7", "mB4vXeTq8RjZcWn2LpDyHs")))
                .isFalse();
        assertThat(transport.isRestartedBy(TrickleFragment.parse("").credentials()))
                .isFalse();
    }

    @Test
    void every_beginning_is_read_or_refused() {
        for (int end = 0; end < TRICKLED.length(); end++) {
            String text = TRICKLED.substring(0, end);
            try {
                assertThat(TrickleFragment.parse(text).candidates()).hasSizeLessThan(3);
            } catch (SdpException refused) {
                assertThat(refused.line()).isPositive();
            }
        }
    }

    @Test
    void what_is_wrong_is_said() {
        assertThatThrownBy(() -> TrickleFragment.parse("a=candidate:1 1 udp 1 192.0.2.1 9 typ host\n"))
                .hasMessage("Line 1: a candidate stands under the m-line that it belongs to.");
        assertThatThrownBy(() -> TrickleFragment.parse("m=audio 9 RTP/AVP 0\n"))
                .hasMessage("Line 1: an m-line of a fragment names its mid.");
        assertThatThrownBy(() -> TrickleFragment.parse("m=audio 9 RTP/AVP 0\na=mid:0\na=candidate:1 1 udp x\n"))
                .hasMessage("Line 3: the priority of the candidate is a number from 0 to 4294967295, not \"x\".");
    }

    @Test
    void candidates_from_scripts_are_read_as_browsers_write_them() {
        String text = "candidate:842163049 1 udp 1677729535 1f4712db-ea17-4bcf-a596-105139dfd8bf.local 50000 typ srflx "
                + "raddr 0.0.0.0 rport 0 generation 0";
        IceCandidate candidate = IceCandidate.parse(text);
        assertThat(candidate.line()).isEqualTo(text);
        assertThat(IceCandidate.parse("a=" + text)).isEqualTo(candidate);
        assertThat(candidate.extension("raddr")).isEqualTo("0.0.0.0");
        assertThatThrownBy(() -> IceCandidate.parse("candidate:1 1 udp 1 a b typ host"))
                .isInstanceOf(SdpException.class);
        assertThatThrownBy(() -> IceCandidate.parse("candidate:1 1 udp 1 a$b 9 typ host"))
                .hasMessageContaining("the address of a candidate is not \"a$b\"");
        assertThatThrownBy(() -> IceCandidate.parse("")).hasMessageContaining("starts with");
    }
}
