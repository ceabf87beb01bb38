package live.weir.bridge.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RenegotiationTest {

    private final PublisherAnswer first = Offers.publisherAnswer("chromium-publish-vp8");

    @Test
    void a_publisher_pauses_its_picture_and_resumes_it() {
        String text = Offers.text("chromium-publish-vp8");
        int video = text.indexOf("m=video");
        SessionDescription paused = SessionDescription.parse(
                text.substring(0, video) + text.substring(video).replace("a=sendonly", "a=inactive"));
        PublisherAnswer second = first.next(paused, Offers.local());
        assertThat(second.description().origin().version()).isEqualTo(2);
        assertThat(second.negotiated().tracks()).extracting(PublishedTrack::mid).containsExactly("0");
        assertThat(second.negotiated().refused())
                .containsExactly(new RefusedMedia(1, "1", false, "its direction is inactive"));
        assertThat(second.description().media().get(1).isOut()).isFalse();
        PublisherAnswer third = second.next(SessionDescription.parse(text), Offers.local());
        assertThat(third.negotiated()).isEqualTo(first.negotiated());
        assertThat(third.description().media()).isEqualTo(first.description().media());
    }

    @Test
    void a_newcomer_does_not_push_out_who_is_on_air() {
        SessionDescription both = PublisherAnswerTest.twoPictures();
        String text = both.text();
        int firstVideo = text.indexOf("m=video");
        int secondVideo = text.lastIndexOf("m=video");
        SessionDescription onlySecond = SessionDescription.parse(text.substring(0, firstVideo)
                + text.substring(firstVideo, secondVideo).replace("a=sendonly", "a=inactive")
                + text.substring(secondVideo));
        PublisherAnswer switched = first.next(onlySecond, Offers.local());
        assertThat(switched.negotiated().tracks())
                .extracting(PublishedTrack::mid)
                .containsExactly("0", "2");
        PublisherAnswer both2 = switched.next(both, Offers.local());
        assertThat(both2.negotiated().tracks()).extracting(PublishedTrack::mid).containsExactly("0", "2");
        assertThat(both2.negotiated().refused())
                .containsExactly(new RefusedMedia(1, "1", false, "a publisher may send 1 of this kind"));
    }

    @Test
    void an_ice_restart_shows_and_is_answered_with_new_credentials() {
        SessionDescription restart = SessionDescription.parse(
                Offers.text("chromium-publish-vp8").replaceAll("a=ice-ufrag:.*", "a=ice-ufrag:anew"));
        assertThat(first.negotiated().transport().isRestartedBy(Offers.offer("chromium-publish-vp8")))
                .isFalse();
        assertThat(first.negotiated().transport().isRestartedBy(restart)).isTrue();
        PublisherAnswer second = first.next(restart, Offers.local("weir2", 8189));
        assertThat(second.sdp()).contains("a=ice-ufrag:weir2");
        assertThat(second.negotiated().transport().credentials().ufrag()).isEqualTo("anew");
    }

    @Test
    void a_slot_keeps_its_ssrcs_when_the_viewer_adds_others() {
        ViewerAnswer one = Offers.viewerAnswer("chromium-watch");
        String text = Offers.text("chromium-watch").replace("BUNDLE 0 1", "BUNDLE 0 1 2");
        String more =
                text.substring(text.indexOf("m=audio"), text.indexOf("m=video")).replace("a=mid:0", "a=mid:2");
        ViewerAnswer two = one.next(SessionDescription.parse(text + more), Offers.local(), Offers.ssrcs());
        assertThat(two.negotiated().slots().subList(0, 2))
                .isEqualTo(one.negotiated().slots());
        assertThat(two.negotiated().slots().get(2).ssrc()).isNotIn(1_001L, 1_002L, 1_003L);
        assertThat(two.negotiated().slots().get(2).msid()).isEqualTo(new Msid("stage-2", "audio-2"));
    }

    @Test
    void a_place_is_used_again_only_after_it_was_out() {
        SessionDescription renamed = SessionDescription.parse(Offers.text("chromium-publish-vp8")
                .replace("a=mid:1", "a=mid:7")
                .replace("BUNDLE 0 1", "BUNDLE 0 7"));
        assertThatThrownBy(() -> first.next(renamed, Offers.local()))
                .hasMessage("The m-line at place 1 has the mid \"1\", which the offer changes.");
        CodecPolicy deaf = CodecPolicy.standard().withVideo(List.of());
        PublisherAnswer refused = PublisherAnswer.to(Offers.offer("chromium-publish-vp8"), deaf, Offers.local());
        assertThat(refused.next(renamed, Offers.local())
                        .description()
                        .media()
                        .get(1)
                        .mid())
                .isEqualTo("7");
    }

    @Test
    void what_a_session_cannot_change_is_refused() {
        String text = Offers.text("chromium-publish-vp8");
        assertThatThrownBy(() -> first.next(
                        SessionDescription.parse(text.substring(0, text.indexOf("m=video"))), Offers.local()))
                .hasMessage("The session has 2 m-lines, the offer only 1.");
        assertThatThrownBy(() -> first.next(
                        SessionDescription.parse(text.replace("setup:actpass", "setup:passive")), Offers.local()))
                .hasMessage("The DTLS roles of a session stay as they are.");
        assertThatThrownBy(() -> first.next(
                        SessionDescription.parse(text.replaceAll("sha-256 ..:..", "sha-256 00:00")), Offers.local()))
                .hasMessage("The fingerprint is not that of the session's certificate.");
    }
}
