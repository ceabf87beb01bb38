package live.weir.bridge.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublisherAnswerTest {

    static Stream<String> publishers() {
        return Offers.PUBLISHERS.stream();
    }

    @ParameterizedTest
    @MethodSource("publishers")
    void every_answer_keeps_the_m_lines_of_the_offer(String name) {
        SessionDescription offer = Offers.offer(name);
        SessionDescription answer =
                SessionDescription.parse(Offers.publisherAnswer(name).sdp());
        assertThat(answer.media()).hasSameSizeAs(offer.media());
        for (int i = 0; i < answer.media().size(); i++) {
            assertThat(answer.media().get(i).mid())
                    .isEqualTo(offer.media().get(i).mid());
            assertThat(answer.media().get(i).line().media())
                    .isEqualTo(offer.media().get(i).line().media());
        }
        assertThat(answer.bundle())
                .containsExactlyElementsOf(answer.media().stream()
                        .filter(media -> !media.isOut())
                        .map(MediaDescription::mid)
                        .toList());
    }

    @Test
    void the_answer_to_obs_is_this_to_the_byte() {
        assertThat(Offers.publisherAnswer("obs-whip").sdp())
                .isEqualTo("""
                v=0
                o=- 4611686018 1 IN IP4 127.0.0.1
                s=-
                t=0 0
                a=group:BUNDLE 0 1
                a=ice-lite
                a=msid-semantic:WMS *
                a=ice-options:trickle
                m=audio 9 UDP/TLS/RTP/SAVPF 111
                c=IN IP4 0.0.0.0
                a=mid:0
                a=recvonly
                a=ice-ufrag:weir
                a=ice-pwd:passwordpasswordpasswo+/
                a=fingerprint:sha-256 %1$s
                a=setup:passive
                a=rtcp-mux
                a=rtpmap:111 opus/48000/2
                a=fmtp:111 minptime=10;maxaveragebitrate=96000;stereo=1;sprop-stereo=1;useinbandfec=1
                a=candidate:1 1 udp 2130706431 192.0.2.1 8189 typ host
                a=candidate:2 1 tcp 1671430143 192.0.2.1 8189 typ host tcptype passive
                a=end-of-candidates
                m=video 9 UDP/TLS/RTP/SAVPF 96
                c=IN IP4 0.0.0.0
                a=mid:1
                a=recvonly
                a=ice-ufrag:weir
                a=ice-pwd:passwordpasswordpasswo+/
                a=fingerprint:sha-256 %1$s
                a=setup:passive
                a=rtcp-mux
                a=rtpmap:96 H264/90000
                a=rtcp-fb:96 nack
                a=rtcp-fb:96 nack pli
                a=rtcp-fb:96 goog-remb
                a=fmtp:96 profile-level-id=42e01f;packetization-mode=1;level-asymmetry-allowed=1
                """.formatted(Offers.FINGERPRINT).replace("\n", "\r\n"));
    }

    @Test
    void obs_is_known_by_its_announced_streams() {
        NegotiatedPublisher obs = Offers.publisherAnswer("obs-whip").negotiated();
        assertThat(obs.transport().role()).isEqualTo(DtlsRole.SERVER);
        assertThat(obs.transport().credentials().ufrag()).isEqualTo("kQz7");
        assertThat(obs.tracks())
                .extracting(PublishedTrack::mid, PublishedTrack::kind, PublishedTrack::streams)
                .containsExactly(
                        tuple("0", MediaKind.AUDIO, List.of(new PublishedTrack.Stream(3_382_040_868L, null))),
                        tuple("1", MediaKind.VIDEO, List.of(new PublishedTrack.Stream(3_382_040_869L, null))));
        assertThat(obs.tracks().get(1).extensions()).isEmpty();
        assertThat(obs.refused()).isEmpty();
    }

    @Test
    void simulcast_is_taken_in_the_offered_order() {
        PublisherAnswer answer = Offers.publisherAnswer("chromium-simulcast");
        PublishedTrack video = answer.negotiated().tracks().get(1);
        assertThat(video.rids()).containsExactly("h", "m", "l");
        assertThat(video.streams()).isEmpty();
        assertThat(video.extensions())
                .containsEntry(RtpExtension.MID, 4)
                .containsEntry(RtpExtension.RTP_STREAM_ID, 10)
                .containsEntry(RtpExtension.REPAIRED_RTP_STREAM_ID, 11)
                .containsEntry(RtpExtension.TRANSPORT_WIDE_CC, 3)
                .containsEntry(RtpExtension.DEPENDENCY_DESCRIPTOR, 12)
                .hasSize(8);
        assertThat(answer.sdp())
                .contains("a=rid:h recv\r\na=rid:m recv\r\na=rid:l recv\r\na=simulcast:recv h;m;l\r\n")
                .doesNotContain("video-layers-allocation", "toffset", "a=ssrc");
    }

    @Test
    void no_more_layers_than_the_policy_takes() {
        SessionDescription offer = SessionDescription.parse(Offers.text("chromium-simulcast")
                .replace("a=rid:h send", "a=rid:x send\r\na=rid:h send")
                .replace("send h;m;l", "send l;m;unknown;x;h"));
        PublisherAnswer answer = PublisherAnswer.to(offer, CodecPolicy.standard(), Offers.local());
        assertThat(answer.negotiated().tracks().get(1).rids()).containsExactly("l", "m", "x");
    }

    @Test
    void codecs_come_in_the_policys_order_under_the_offers_payload_types() {
        for (String name : List.of("chromium-publish-vp8", "chromium-publish-h264")) {
            PublishedTrack video =
                    Offers.publisherAnswer(name).negotiated().tracks().get(1);
            assertThat(video.codecs().get(0).codec().name()).isEqualTo("VP8");
            assertThat(video.codecs())
                    .allSatisfy(codec -> assertThat(codec.rtxPayloadType()).isNotNull());
            assertThat(video.codecs())
                    .extracting(codec -> codec.codec().name())
                    .containsSubsequence("VP8", "H264", "VP9", "AV1")
                    .doesNotContain("red", "ulpfec", "flexfec-03");
        }
        CodecPolicy h264 = CodecPolicy.standard().withVideo(List.of(CodecPolicy.h264("42e01f")));
        PublisherAnswer answer = PublisherAnswer.to(Offers.offer("chromium-publish"), h264, Offers.local());
        assertThat(answer.negotiated().tracks().get(1).codecs())
                .extracting(codec -> codec.codec().parameters().get("profile-level-id"))
                .containsOnly("42e01f", "42001f");
    }

    @Test
    void announced_retransmissions_are_paired() {
        PublishedTrack video =
                Offers.publisherAnswer("chromium-publish").negotiated().tracks().get(1);
        assertThat(video.streams()).containsExactly(new PublishedTrack.Stream(2_262_614_594L, 880_285_418L));
        PublishedTrack firefox = Offers.publisherAnswer("firefox-simulcast")
                .negotiated()
                .tracks()
                .get(1);
        assertThat(firefox.streams())
                .containsExactly(
                        new PublishedTrack.Stream(11, 12L),
                        new PublishedTrack.Stream(21, 22L),
                        new PublishedTrack.Stream(31, 32L));
        assertThat(firefox.rids()).containsExactly("high", "medium", "low");
    }

    @Test
    void firefoxs_directed_extensions_are_answered_with_their_counterparts() {
        PublisherAnswer answer = Offers.publisherAnswer("firefox-simulcast");
        assertThat(answer.sdp())
                .contains("a=extmap:8/recvonly urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n")
                .contains("a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid\r\n")
                .doesNotContain("playout-delay", "csrc-audio-level");
    }

    @Test
    void an_m_line_for_the_bundle_only_is_not_a_refused_one() {
        assertThat(Offers.publisherAnswer("firefox-publish").negotiated().tracks())
                .hasSize(2);
        PublisherAnswer gstreamer = Offers.publisherAnswer("gstreamer-whip");
        assertThat(gstreamer.negotiated().tracks())
                .extracting(PublishedTrack::mid)
                .containsExactly("video0", "audio1");
        assertThat(gstreamer.sdp()).contains("a=rtpmap:98 OPUS/48000/2\r\n", "a=fmtp:98 sprop-stereo=1;stereo=1\r\n");
    }

    @Test
    void ffmpeg_gets_the_active_side() {
        PublisherAnswer answer = Offers.publisherAnswer("ffmpeg-whip");
        assertThat(answer.negotiated().transport().role()).isEqualTo(DtlsRole.CLIENT);
        assertThat(answer.sdp()).contains("a=setup:active").doesNotContain("a=setup:passive");
    }

    @Test
    void ffmpegs_bundle_may_name_an_m_line_that_is_not_there() {
        PublisherAnswer answer = Offers.publisherAnswer("ffmpeg-whip-video-rtx");
        assertThat(answer.sdp()).contains("a=group:BUNDLE 1\r\n");
        assertThat(answer.negotiated().tracks().get(0).codecs().get(0).rtxPayloadType())
                .isEqualTo(105);
        assertThat(answer.negotiated().tracks().get(0).streams())
                .containsExactly(new PublishedTrack.Stream(3_027_110_954L, 3_027_110_955L));
    }

    @Test
    void what_is_not_taken_is_refused_with_its_reason() {
        PublisherAnswer answer = Offers.publisherAnswer("libdatachannel-named-mids");
        assertThat(answer.negotiated().refused())
                .containsExactly(
                        new RefusedMedia(1, "AudioStream", true, "none of its codecs is taken here: \"PCMA\""));
        assertThat(answer.sdp())
                .contains("m=audio 0 UDP/TLS/RTP/SAVPF 8\r\nc=IN IP4 0.0.0.0\r\na=mid:AudioStream\r\na=inactive\r\n");
        assertThat(Offers.publisherAnswer("safari-sendrecv-data").negotiated().refused())
                .extracting(RefusedMedia::reason)
                .containsExactly("only audio and video are taken");
    }

    @Test
    void a_refused_first_m_line_leaves_the_transport_to_the_next() {
        CodecPolicy silent = CodecPolicy.standard().withAudio(List.of());
        PublisherAnswer answer = PublisherAnswer.to(Offers.offer("chromium-publish"), silent, Offers.local());
        MediaDescription video = answer.description().media().get(1);
        assertThat(answer.description().bundle()).containsExactly("1");
        assertThat(video.candidates().candidates()).hasSize(2);
        assertThat(video.transport().credentials()).isEqualTo(Offers.local().credentials());
        assertThat(answer.negotiated().transport().candidates().candidates())
                .extracting(IceCandidate::port)
                .contains(55_110);
    }

    @Test
    void a_publisher_sends_one_of_a_kind_unless_the_policy_lets_it_send_more() {
        SessionDescription offer = twoPictures();
        PublisherAnswer one = PublisherAnswer.to(offer, CodecPolicy.standard(), Offers.local());
        assertThat(one.negotiated().tracks()).extracting(PublishedTrack::mid).containsExactly("0", "1");
        assertThat(one.negotiated().refused())
                .containsExactly(new RefusedMedia(2, "2", true, "a publisher may send 1 of this kind"));
        PublisherAnswer two = PublisherAnswer.to(offer, CodecPolicy.standard().withTracksPerKind(2), Offers.local());
        assertThat(two.negotiated().tracks()).hasSize(3);
    }

    @Test
    void redundant_audio_is_taken_where_the_policy_wants_it() {
        CodecPolicy redundant =
                CodecPolicy.standard().withAudio(List.of(CodecPolicy.redundantOpus(), CodecPolicy.opus()));
        PublisherAnswer answer = PublisherAnswer.to(Offers.offer("chromium-publish"), redundant, Offers.local());
        assertThat(answer.negotiated().tracks().get(0).codecs())
                .extracting(NegotiatedCodec::payloadType)
                .containsExactly(63, 111);
        assertThat(answer.sdp()).contains("m=audio 9 UDP/TLS/RTP/SAVPF 63 111\r\n", "a=fmtp:63 111/111\r\n");
        SessionDescription astray =
                SessionDescription.parse(Offers.text("chromium-publish").replace("111/111", "9/9"));
        assertThat(PublisherAnswer.to(astray, redundant, Offers.local())
                        .negotiated()
                        .tracks()
                        .get(0)
                        .codecs())
                .hasSize(1);
    }

    @Test
    void what_all_m_lines_need_is_insisted_on() {
        refuses("a=group:BUNDLE", "a=group:OTHER", "There is no a=group:BUNDLE");
        refuses("a=rtcp-mux\r\n", "", "The m-line with the mid \"0\" has no a=rtcp-mux.");
        refuses("a=ice-ufrag:kQz7\r\na=ice-pwd:mB4vXeTq8RjZcWn2LpDyHs\r\n", "", "no a=ice-ufrag and a=ice-pwd");
        refuses("a=fingerprint", "a=no-fingerprint", "There is no a=fingerprint of sha-256 or stronger");
        refuses("a=setup:actpass", "a=setup:holdconn", "holdconn leaves nobody to connect");
        refuses("96", "111", "The payload type 111 is given to two codecs in one bundle.");
        assertThatThrownBy(() -> PublisherAnswer.to(
                        Offers.offer("obs-whip"),
                        CodecPolicy.standard()
                                .withAudio(List.of())
                                .withVideo(List.of(CodecPolicy.video("AV1", Map.of()))),
                        Offers.local()))
                .hasMessage("No m-line can be taken: of the one at place 0, none of its codecs is taken here: "
                        + "\"opus\"; of the one at place 1, none of its codecs is taken here: \"H264\".");
    }

    static SessionDescription twoPictures() {
        String text = Offers.text("chromium-publish-vp8").replace("BUNDLE 0 1", "BUNDLE 0 1 2");
        String second = text.substring(text.indexOf("m=video"))
                .replace("a=mid:1", "a=mid:2")
                .replace("1610843735", "1610843736")
                .replace("3426033158", "3426033159");
        return SessionDescription.parse(text + second);
    }

    private static void refuses(String part, String instead, String sentence) {
        String text = Offers.text("obs-whip").replace(part, instead);
        assertThatThrownBy(() ->
                        PublisherAnswer.to(SessionDescription.parse(text), CodecPolicy.standard(), Offers.local()))
                .isInstanceOf(SdpException.class)
                .hasMessageContaining(sentence);
    }
}
