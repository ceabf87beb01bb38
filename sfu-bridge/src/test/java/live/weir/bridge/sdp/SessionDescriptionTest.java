package live.weir.bridge.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionDescriptionTest {

    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    @ParameterizedTest
    @MethodSource("live.weir.bridge.sdp.Offers#all")
    void what_is_written_reads_as_what_was_read(String name) {
        SessionDescription offer = Offers.offer(name);
        assertThat(SessionDescription.parse(offer.text())).isEqualTo(offer);
    }

    @Test
    void chromiums_simulcast_is_read_whole() {
        SessionDescription offer = Offers.offer("chromium-simulcast");
        MediaDescription video = offer.media().get(1);
        assertThat(offer.bundle()).containsExactly("0", "1");
        assertThat(offer.extmapAllowMixed()).isTrue();
        assertThat(video.mid()).isEqualTo("1");
        assertThat(video.direction()).isEqualTo(Direction.SENDONLY);
        assertThat(video.multiplexing()).isEqualTo(new MediaDescription.Multiplexing(true, true, false));
        assertThat(video.payloads())
                .hasSize(23)
                .first()
                .isEqualTo(new PayloadFormat(
                        96,
                        Codec.video(
                                "VP8", Map.of(), List.of("goog-remb", "transport-cc", "ccm fir", "nack", "nack pli"))));
        assertThat(video.extensions()).hasSize(13);
        assertThat(video.rids()).extracting(Rid::id).containsExactly("h", "m", "l");
        assertThat(video.simulcast().sent()).extracting(Simulcast.Layer::rid).containsExactly("h", "m", "l");
        assertThat(video.candidates().candidates()).hasSize(4);
        assertThat(offer.transportOf(video).setup()).isEqualTo(Setup.ACTPASS);
    }

    @Test
    void what_the_session_says_holds_for_m_lines_that_say_nothing() {
        SessionDescription offer = Offers.offer("obs-whip");
        TransportDescription transport = offer.transportOf(offer.media().get(0));
        assertThat(transport.credentials()).isEqualTo(new IceCredentials("kQz7", "mB4vXeTq8RjZcWn2LpDyHs"));
        assertThat(transport.fingerprints()).hasSize(1);
        assertThat(transport.iceOptions()).containsExactly("ice2", "trickle");
    }

    @Test
    void feedback_for_every_format_counts_for_each() {
        MediaDescription media = media("""
                m=video 9 UDP/TLS/RTP/SAVPF 96 97
                a=rtcp-fb:* nack
                a=rtpmap:96 VP8/90000
                a=rtpmap:97 VP9/90000
                a=rtcp-fb:97 ccm fir
                """);
        assertThat(media.payloads().get(0).codec().feedback()).containsExactly("nack");
        assertThat(media.payloads().get(1).codec().feedback()).containsExactly("ccm fir", "nack");
    }

    @Test
    void parameters_without_a_value_are_kept() {
        MediaDescription media = media("""
                m=audio 9 UDP/TLS/RTP/SAVPF 63
                a=rtpmap:63 red/48000/2
                a=fmtp:63 111/111
                """);
        assertThat(media.payloads().get(0).codec().parameters()).isEqualTo(Map.of("111/111", ""));
    }

    @Test
    void bandwidth_paused_layers_and_alternatives_are_read() {
        MediaDescription media = media("""
                m=video 9 UDP/TLS/RTP/SAVPF 96
                b=AS:3000
                b=TIAS:2500000
                a=simulcast:recv 1 send ~a;b,c
                """);
        assertThat(media.bandwidth()).containsExactly("AS:3000", "TIAS:2500000");
        assertThat(media.simulcast())
                .isEqualTo(new Simulcast(
                        List.of(new Simulcast.Layer("a", true), new Simulcast.Layer("b", false)),
                        List.of(new Simulcast.Layer("1", false))));
    }

    @Test
    void an_m_line_with_port_zero_is_out_unless_it_is_for_the_bundle_only() {
        assertThat(media("m=video 0 UDP/TLS/RTP/SAVPF 96\n").isOut()).isTrue();
        assertThat(media("m=video 0 UDP/TLS/RTP/SAVPF 96\na=bundle-only\n").isOut())
                .isFalse();
    }

    @Test
    void what_is_unknown_says_nothing() {
        String text = HEAD + "q=what\na=unheard-of:1 2 3\nm=video 9 UDP/TLS/RTP/SAVPF 96\na=rtcp-fb106 nack\na=\n";
        assertThat(SessionDescription.parse(text).media()).hasSize(1);
    }

    @Test
    void the_line_that_is_wrong_is_named() {
        refuses(
                HEAD + "m=video 70000 RTP/SAVPF 96\n",
                5,
                "Line 5: the port is a number from 0 to 65535, not \"70000\".");
        refuses(HEAD + "m=video 9 RTP/SAVPF 960\n", 5, "a payload type is a number from 0 to 127");
        refuses(HEAD + "m=video\n", 5, "the port is missing");
        refuses(HEAD + "a=setup:both\n", 5, "the DTLS role is active, passive, actpass or holdconn, not \"both\"");
        refuses(HEAD + "a=ice-ufrag:abcd\n", 5, "come together");
        refuses(HEAD + "a=ice-ufrag:ab\na=ice-pwd:0123456789012345678901\n", 6, "user fragment has 4 to 256");
        refuses(HEAD + "a=fingerprint:sha-256 00:11\n", 5, "A fingerprint of \"sha-256\" is not \"00:11\"");
        refuses("o=- 1 1 IN IP4 127.0.0.1\n", 1, "starts with v=0");
        refuses("v=0\nnonsense\n", 2, "a letter, an equals sign and a value");
        refuses("v=0\ns=a\u0007b\n", 2, "control characters");
        refuses("v=0\ns=-\n", 0, "has an o= line");
        refuses("", 1, "starts with v=0");
        refuses(
                HEAD + "m=audio 9 RTP/SAVPF 0\na=mid:x\nm=audio 9 RTP/SAVPF 0\na=mid:x\n",
                0,
                "Two m-lines have the mid \"x\"");
    }

    @Test
    void a_line_break_never_gets_into_what_is_written() {
        SessionDescription forged = new SessionDescription(
                Origin.local(1, 1),
                List.of(List.of("0\r\na=injected")),
                true,
                false,
                TransportDescription.NONE,
                List.of());
        assertThatThrownBy(forged::text).isInstanceOf(SdpException.class).hasMessageContaining("span lines");
    }

    private static MediaDescription media(String lines) {
        return SessionDescription.parse(HEAD + lines).media().get(0);
    }

    private static void refuses(String text, int line, String sentence) {
        assertThatThrownBy(() -> SessionDescription.parse(text))
                .isInstanceOfSatisfying(
                        SdpException.class,
                        refusal -> assertThat(refusal.line()).isEqualTo(line))
                .hasMessageContaining(sentence);
    }
}
