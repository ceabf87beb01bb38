package live.weir.bridge.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Offers of this side, answered by the other half of this package as a peer would. */
class OwnOfferTest {

    private static final List<MediaKind> PAIR = List.of(MediaKind.AUDIO, MediaKind.VIDEO);
    private final LongSupplier ssrcs = Offers.ssrcs();

    @Test
    void a_viewer_that_takes_all_gets_all() {
        ViewerOffer offer = viewerOffer(PAIR);
        NegotiatedViewer viewer = offer.accept(answer(offer.sdp()));
        assertThat(viewer.transport().role()).isEqualTo(DtlsRole.SERVER);
        assertThat(viewer.transport().credentials().ufrag()).isEqualTo("peer");
        assertThat(viewer.slots()).hasSize(2);
        assertThat(viewer.slots().get(1).ssrc()).isEqualTo(offer.slots().get(1).ssrc());
        assertThat(viewer.slots().get(1).codecs())
                .isEqualTo(offer.slots().get(1).codecs());
        assertThat(viewer.slots().get(0).extensions())
                .containsEntry(RtpExtension.MID, 1)
                .containsKeys(RtpExtension.AUDIO_LEVEL, RtpExtension.TRANSPORT_WIDE_CC);
    }

    @Test
    void the_offer_leaves_the_role_to_the_viewer_and_names_its_streams() {
        String sdp = viewerOffer(PAIR).sdp();
        assertThat(sdp)
                .contains("a=setup:actpass", "a=sendonly", "a=ice-lite", "a=group:BUNDLE 0 1")
                .contains("m=audio 9 UDP/TLS/RTP/SAVPF 96\r\n")
                .contains("m=video 9 UDP/TLS/RTP/SAVPF 97 98 99 100 101 102 103 104 105 106 107 108\r\n")
                .contains("a=msid:stage-1 video-1", "a=ssrc-group:FID 1002 1003");
        assertThat(viewerOffer(PAIR)
                        .accept(answer(sdp.replace("actpass", "passive")))
                        .transport()
                        .role())
                .isEqualTo(DtlsRole.CLIENT);
    }

    @Test
    void more_slots_leave_the_old_ones_as_they_were() {
        ViewerOffer first = viewerOffer(PAIR);
        NegotiatedViewer agreed = first.accept(answer(first.sdp()));
        ViewerOffer second = first.next(agreed, PAIR, Offers.local(), ssrcs);
        assertThat(second.description().origin().version()).isEqualTo(2);
        assertThat(second.description().media().subList(0, 2))
                .isEqualTo(first.description().media());
        assertThat(second.slots()).extracting(ViewerSlot::mid).containsExactly("0", "1", "2", "3");
        NegotiatedViewer more = second.accept(answer(second.sdp()));
        assertThat(more.slots()).hasSize(4).extracting(ViewerSlot::ssrc).doesNotHaveDuplicates();
        assertThat(more.slots().subList(0, 2)).isEqualTo(agreed.slots());
        assertThat(more.slots().get(3).msid()).isEqualTo(new Msid("stage-2", "video-2"));
    }

    @Test
    void what_a_viewer_refuses_stays_out() {
        ViewerOffer first = viewerOffer(PAIR);
        NegotiatedViewer agreed =
                first.accept(answer(first.sdp(), CodecPolicy.standard().withAudio(List.of())));
        assertThat(agreed.slots()).extracting(ViewerSlot::mid).containsExactly("1");
        assertThat(agreed.refused()).containsExactly(new RefusedMedia(0, "0", true, "the answer refuses it"));
        ViewerOffer second = first.next(agreed, List.of(MediaKind.AUDIO), Offers.local(), ssrcs);
        assertThat(second.sdp()).contains("m=audio 0 UDP/TLS/RTP/SAVPF 96\r\n", "a=group:BUNDLE 1 2\r\n");
        NegotiatedViewer more = second.accept(answer(second.sdp()));
        assertThat(more.slots()).extracting(ViewerSlot::mid).containsExactly("1", "2");
    }

    @Test
    void a_publisher_can_be_asked() {
        PublisherOffer offer = PublisherOffer.of(PAIR, CodecPolicy.standard(), Offers.local());
        assertThat(offer.sdp()).contains("a=recvonly").doesNotContain("a=ssrc", "rtp-stream-id");
        SessionDescription answer = ViewerAnswer.to(
                        SessionDescription.parse(offer.sdp()), CodecPolicy.standard(), peer(), ssrcs, "peer")
                .description();
        NegotiatedPublisher publisher = offer.accept(active(answer.text()));
        assertThat(publisher.tracks()).extracting(PublishedTrack::kind).containsExactlyElementsOf(PAIR);
        assertThat(publisher.tracks().get(1).streams()).hasSize(1);
        PublisherOffer second = offer.next(publisher, List.of(MediaKind.VIDEO), Offers.local());
        assertThat(second.description().media().subList(0, 2))
                .isEqualTo(offer.description().media());
        assertThat(second.description().media()).hasSize(3);
    }

    @Test
    void an_answer_that_does_not_fit_is_refused() {
        ViewerOffer offer = viewerOffer(PAIR);
        String fits = answer(offer.sdp()).text();
        refuses(offer, fits.substring(0, fits.indexOf("m=video")), "The offer has 2 m-lines, the answer 1.");
        refuses(offer, fits.replace("a=mid:1", "a=mid:9"), "at place 1 of the answer is not that of the offer");
        refuses(offer, fits.replace("a=setup:active", "a=setup:actpass"), "setup:active or setup:passive");
        refuses(offer, fits.replace("BUNDLE 0 1", "BUNDLE 0"), "is not in the bundle");
        refuses(
                offer,
                fits.replace("VP8", "VP7")
                        .replace("H264", "H262")
                        .replace("VP9", "VP1")
                        .replace("AV1", "AV9"),
                "is answered with none of the codecs offered");
        refuses(offer, fits.replaceAll("m=(audio|video) 9", "m=$1 0"), "takes none of the m-lines");
    }

    @Test
    void redundant_audio_names_what_it_repeats() {
        CodecPolicy policy = CodecPolicy.standard().withAudio(List.of(CodecPolicy.redundantOpus(), CodecPolicy.opus()));
        ViewerOffer offer = ViewerOffer.of(PAIR, policy, Offers.local(), ssrcs, "weir");
        assertThat(offer.sdp()).contains("a=rtpmap:96 red/48000/2\r\na=fmtp:96 97/97\r\n", "a=rtpmap:97 opus");
        assertThat(offer.accept(answer(offer.sdp(), policy)).slots().get(0).codecs())
                .hasSize(2);
    }

    private ViewerOffer viewerOffer(List<MediaKind> kinds) {
        return ViewerOffer.of(kinds, CodecPolicy.standard(), Offers.local(), Offers.ssrcs(), "weir");
    }

    private static LocalTransport peer() {
        return Offers.local("peer", 50_000);
    }

    private static SessionDescription answer(String offer) {
        return answer(offer, CodecPolicy.standard());
    }

    private static SessionDescription answer(String offer, CodecPolicy policy) {
        return active(PublisherAnswer.to(SessionDescription.parse(offer), policy.withTracksPerKind(9), peer())
                .sdp());
    }

    /** As browsers answer; this side would be passive. */
    private static SessionDescription active(String answer) {
        return SessionDescription.parse(
                answer.contains("setup:active")
                        ? answer.replace("setup:active", "setup:passive")
                        : answer.replace("setup:passive", "setup:active"));
    }

    private static void refuses(ViewerOffer offer, String answer, String sentence) {
        assertThatThrownBy(() -> offer.accept(SessionDescription.parse(answer)))
                .isInstanceOf(SdpException.class)
                .hasMessageContaining(sentence);
    }
}
