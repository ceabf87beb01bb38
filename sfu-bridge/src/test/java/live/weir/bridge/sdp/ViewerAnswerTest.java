package live.weir.bridge.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ViewerAnswerTest {

    static Stream<String> viewers() {
        return Offers.VIEWERS.stream();
    }

    @ParameterizedTest
    @MethodSource("viewers")
    void every_slot_has_an_m_line_of_its_own(String name) {
        ViewerAnswer answer = Offers.viewerAnswer(name);
        SessionDescription description = SessionDescription.parse(answer.sdp());
        assertThat(description).isEqualTo(answer.description());
        assertThat(description.media()).hasSameSizeAs(Offers.offer(name).media());
        assertThat(answer.negotiated().slots()).allSatisfy(slot -> {
            MediaDescription media = description.media().get(slot.index());
            assertThat(media.mid()).isEqualTo(slot.mid());
            assertThat(media.direction()).isEqualTo(Direction.SENDONLY);
            assertThat(media.sources()).extracting(Source::ssrc).startsWith(slot.ssrc());
        });
        assertThat(answer.negotiated().slots()).extracting(ViewerSlot::ssrc).doesNotHaveDuplicates();
    }

    @Test
    void the_answer_to_a_viewer_is_this_to_the_byte() {
        CodecPolicy small = CodecPolicy.standard().withVideo(List.of(CodecPolicy.video("VP8", Map.of())));
        ViewerAnswer answer =
                ViewerAnswer.to(Offers.offer("chromium-watch"), small, Offers.local(), Offers.ssrcs(), "weir");
        assertThat(answer.sdp()).isEqualTo("""
                v=0
                o=- 4611686018 1 IN IP4 127.0.0.1
                s=-
                t=0 0
                a=group:BUNDLE 0 1
                a=ice-lite
                a=extmap-allow-mixed
                a=msid-semantic:WMS *
                a=ice-options:trickle
                m=audio 9 UDP/TLS/RTP/SAVPF 111
                c=IN IP4 0.0.0.0
                a=mid:0
                a=sendonly
                a=ice-ufrag:weir
                a=ice-pwd:passwordpasswordpasswo+/
                a=fingerprint:sha-256 %1$s
                a=setup:passive
                a=rtcp-mux
                a=rtcp-rsize
                a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
                a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
                a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
                a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
                a=rtpmap:111 opus/48000/2
                a=rtcp-fb:111 transport-cc
                a=fmtp:111 minptime=10;useinbandfec=1
                a=msid:stage-1 audio-1
                a=ssrc:1001 cname:weir
                a=ssrc:1001 msid:stage-1 audio-1
                a=candidate:1 1 udp 2130706431 192.0.2.1 8189 typ host
                a=candidate:2 1 tcp 1671430143 192.0.2.1 8189 typ host tcptype passive
                a=end-of-candidates
                m=video 9 UDP/TLS/RTP/SAVPF 96 97
                c=IN IP4 0.0.0.0
                a=mid:1
                a=sendonly
                a=ice-ufrag:weir
                a=ice-pwd:passwordpasswordpasswo+/
                a=fingerprint:sha-256 %1$s
                a=setup:passive
                a=rtcp-mux
                a=rtcp-rsize
                a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
                a=extmap:13 urn:3gpp:video-orientation
                a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
                a=extmap:5 http://www.webrtc.org/experiments/rtp-hdrext/playout-delay
                a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
                a=rtpmap:96 VP8/90000
                a=rtcp-fb:96 goog-remb
                a=rtcp-fb:96 transport-cc
                a=rtcp-fb:96 ccm fir
                a=rtcp-fb:96 nack
                a=rtcp-fb:96 nack pli
                a=rtpmap:97 rtx/90000
                a=fmtp:97 apt=96
                a=msid:stage-1 video-1
                a=ssrc-group:FID 1002 1003
                a=ssrc:1002 cname:weir
                a=ssrc:1002 msid:stage-1 video-1
                a=ssrc:1003 cname:weir
                a=ssrc:1003 msid:stage-1 video-1
                """.formatted(Offers.FINGERPRINT).replace("\n", "\r\n"));
    }

    @Test
    void a_sound_and_a_picture_of_the_same_number_play_in_step() {
        List<ViewerSlot> slots =
                Offers.viewerAnswer("chromium-watch-several").negotiated().slots();
        assertThat(slots)
                .extracting(slot -> slot.msid().stream())
                .containsExactly(
                        "stage-1", "stage-1", "stage-2", "stage-2", "stage-3", "stage-3", "stage-4", "stage-4");
        assertThat(slots).extracting(slot -> slot.msid().track()).doesNotHaveDuplicates();
    }

    @Test
    void slots_beyond_the_bound_are_refused() {
        assertThat(Offers.viewerAnswer("chromium-watch-32").negotiated().slots())
                .hasSize(32);
        ViewerAnswer answer = ViewerAnswer.to(
                Offers.offer("chromium-watch-several"),
                CodecPolicy.standard().withViewerSlots(3),
                Offers.local(),
                Offers.ssrcs(),
                "weir");
        assertThat(answer.negotiated().slots()).extracting(ViewerSlot::mid).containsExactly("0", "1", "2");
        assertThat(answer.negotiated().refused())
                .hasSize(5)
                .allSatisfy(refused -> assertThat(refused.reason()).isEqualTo("a viewer may receive 3 m-lines"));
    }

    @Test
    void a_data_channel_is_refused() {
        ViewerAnswer answer = Offers.viewerAnswer("chromium-sendrecv-data");
        assertThat(answer.negotiated().slots()).hasSize(2);
        assertThat(answer.sdp()).contains("m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n");
    }

    @Test
    void a_viewer_that_only_sends_is_answered_idle() {
        ViewerAnswer answer = Offers.viewerAnswer("chromium-publish");
        assertThat(answer.negotiated().slots()).isEmpty();
        assertThat(answer.negotiated().refused())
                .extracting(RefusedMedia::reason)
                .containsOnly("its direction is sendonly");
        assertThat(answer.description().media())
                .extracting(MediaDescription::direction)
                .containsOnly(Direction.INACTIVE);
    }
}
