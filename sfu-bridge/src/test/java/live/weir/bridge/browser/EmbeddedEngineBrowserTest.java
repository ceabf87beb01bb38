package live.weir.bridge.browser;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import live.weir.bridge.engine.CloseReason;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.SessionEvent;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.embedded.EmbeddedEngineFactory;
import live.weir.testing.InstalledChromium;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real browsers publish and watch by the embedded engine. */
class EmbeddedEngineBrowserTest {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(40);
    private static final Duration SOON = Duration.ofSeconds(20);
    /** What the ear forgives. */
    private static final double IN_STEP_MILLIS = 80;

    private static final int READINGS = 30;

    private final MediaEngine engine = new EmbeddedEngineFactory().port(0).open();
    private MediaStage stage;
    private Backlot backlot;
    private Chromium chromium;

    @BeforeEach
    void open() throws IOException {
        InstalledChromium.assume();
        stage = Objects.requireNonNull(
                engine.openStage(new StageId("stage"), StagePolicy.defaults()).block(SOON));
        backlot = new Backlot(stage);
        chromium = Chromium.open();
    }

    @AfterEach
    void close() {
        chromium.close();
        backlot.close();
        engine.close().block(SOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"VP8", "H264", "VP9", "AV1"})
    void a_viewer_sees_and_hears_what_is_published(String codec) {
        publish("ada", Map.of("codec", codec));
        Page seat = view("viewer", Map.of());
        Map<String, Object> seen = await(seat, "viewer", stats -> number(stats, "decoded") > 60);
        assertThat(seen)
                .containsEntry("state", "connected")
                .containsEntry("codecs", "video/" + codec)
                .containsEntry("srtp", "SRTP_AEAD_AES_128_GCM")
                .containsEntry("protocol", "udp");
        assertThat(number(seen, "audio")).isPositive();
    }

    /** A player that was just started, on a busy machine, takes a while to find its step; then it must keep it. */
    @Test
    void lips_come_into_step_and_stay_there() {
        publish("ada", Map.of());
        Page seat = view("viewer", Map.of());
        AtomicInteger inStep = new AtomicInteger();
        await(seat, "viewer", stats -> {
            boolean known = stats.get("inStep") instanceof Number;
            boolean near = known && Math.abs(number(stats, "inStep")) < IN_STEP_MILLIS;
            return (near ? inStep.incrementAndGet() : inStep.updateAndGet(count -> 0)) >= READINGS;
        });
        assertThat(inStep).hasValueGreaterThanOrEqualTo(READINGS);
    }

    @Test
    void a_viewer_who_comes_late_has_a_picture_though_the_publisher_sends_no_keyframe_by_itself() {
        publish("ada", Map.of());
        await(view("first", Map.of()), "first", stats -> number(stats, "decoded") > 100);
        await(
                view("late", Map.of()),
                "late",
                stats -> number(stats, "decoded") > 30 && number(stats, "firstFrame") > 0); // decoded, and shown
    }

    @ParameterizedTest
    @ValueSource(strings = {"VP8", "H264"})
    void of_a_simulcast_publication_a_viewer_gets_the_tallest_layer_that_it_wants_and_can_take(String codec) {
        Page studio = publish("ada", Map.of("codec", codec, "simulcast", true));
        await(studio, "ada", stats -> number(stats, "sentLayers") >= 2);
        Page seat = view("viewer", Map.of());
        await(seat, "viewer", stats -> number(stats, "decoded") > 60 && number(stats, "height") >= 720);
        backlot.viewer("viewer").choose(new ViewChoice(Set.of(), true, 360)).block(SOON);
        Map<String, Object> seen =
                await(seat, "viewer", stats -> number(stats, "height") > 0 && number(stats, "height") <= 360);
        double decoded = number(seen, "decoded");
        await(seat, "viewer", stats -> number(stats, "decoded") > decoded + 60);
        backlot.viewer("viewer").choose(ViewChoice.everything()).block(SOON);
        await(seat, "viewer", stats -> number(stats, "height") >= 720);
    }

    @Test
    void of_layers_within_one_stream_a_viewer_gets_the_tallest_that_it_wants_and_can_take() {
        String mode = "L3T3_KEY";
        int height = 720;
        Page studio = publish("ada", Map.of("codec", "VP9", "scalabilityMode", mode));
        Page seat = view("viewer", Map.of());
        await(studio, "ada", stats -> mode.equals(stats.get("sentMode")));
        await(seat, "viewer", stats -> number(stats, "decoded") > 60 && number(stats, "height") >= height);
        int half = height / 2;
        backlot.viewer("viewer").choose(new ViewChoice(Set.of(), true, half)).block(SOON);
        Predicate<Map<String, Object>> isSmall =
                stats -> number(stats, "height") > 0 && number(stats, "height") <= half;
        double decoded = number(await(seat, "viewer", isSmall), "decoded");
        await(seat, "viewer", stats -> isSmall.test(stats) && number(stats, "decoded") > decoded + 60);
        backlot.viewer("viewer").choose(ViewChoice.everything()).block(SOON);
        await(seat, "viewer", stats -> number(stats, "height") >= height);
    }

    @Test
    void a_voice_is_sent_with_what_went_before_to_those_who_take_it_and_alone_to_others() {
        publish("ada", Map.of());
        Page seat = view("viewer", Map.of());
        Page plain = view("plain", Map.of("redundancy", false));
        await(seat, "viewer", stats -> number(stats, "audio") > 200);
        await(plain, "plain", stats -> number(stats, "audio") > 200);
        assertThat(bytesOfVoice("viewer")).isGreaterThan(1.4 * bytesOfVoice("plain"));
    }

    /** In each packet that a viewer is sent. */
    private double bytesOfVoice(String viewer) {
        var statistics =
                Objects.requireNonNull(backlot.viewer(viewer).statistics().block(SOON));
        var voice = statistics.tracks().stream()
                .filter(track -> track.kind() == MediaKind.AUDIO)
                .findFirst()
                .orElseThrow();
        return (double) voice.bytes() / voice.packets();
    }

    @Test
    void performers_who_stream_together_are_seen_together_and_one_alone_on_request() {
        publish("ada", Map.of());
        publish("grace", Map.of("codec", "H264"));
        Page seat = view("viewer", Map.of("audio", 2, "video", 2));
        Map<String, Object> seen = await(seat, "viewer", stats -> number(stats, "pictures") == 2);
        assertThat(seen).containsEntry("codecs", "video/H264,video/VP8");
        assertThat(stage.publications()).hasSize(2);
        backlot.viewer("viewer")
                .choose(new ViewChoice(Set.of(new PerformerId("ada")), true, 0))
                .block(SOON);
        assertThat(backlot.viewer("viewer").state()).isEqualTo(SessionState.FLOWING);
    }

    @Test
    void a_viewer_without_udp_watches_over_tcp() {
        publish("ada", Map.of());
        Page seat = view("viewer", Map.of("overTcp", true));
        Map<String, Object> seen = await(seat, "viewer", stats -> number(stats, "decoded") > 60);
        assertThat(seen).containsEntry("protocol", "tcp");
    }

    @Test
    void who_publishes_anew_replaces_what_was_and_viewers_go_on_without_a_word() {
        publish("ada", Map.of());
        Page seat = view("viewer", Map.of());
        await(seat, "viewer", stats -> number(stats, "decoded") > 30);
        var former = backlot.publisher("ada");
        publish("ada", Map.of());
        double decoded = number(stats(seat, "viewer"), "decoded");
        await(seat, "viewer", stats -> number(stats, "decoded") > decoded + 60);
        assertThat(former.events().blockLast(SOON)).isEqualTo(new SessionEvent.Closed(CloseReason.REPLACED));
    }

    @Test
    void who_hangs_up_is_gone_at_once() throws Exception {
        Page studio = publish("ada", Map.of());
        Page seat = view("viewer", Map.of());
        await(seat, "viewer", stats -> number(stats, "decoded") > 30);
        seat.evaluate("() => hangUp('viewer')");
        assertThat(backlot.viewer("viewer").events().blockLast(SOON))
                .isEqualTo(new SessionEvent.Closed(CloseReason.LEFT));
        studio.evaluate("() => hangUp('ada')");
        eventually(() -> assertThat(stage.publications()).isEmpty());
    }

    private Page publish(String name, Map<String, Object> options) {
        Page page = chromium.visit(backlot.url());
        page.evaluate("([name, options]) => publish(name, options)", new Object[] {name, options});
        return page;
    }

    private Page view(String name, Map<String, Object> options) {
        Page page = chromium.visit(backlot.url());
        page.evaluate("([name, options]) => view(name, options)", new Object[] {name, options});
        return page;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> stats(Page page, String name) {
        return (Map<String, Object>) page.evaluate("name => stats(name)", name);
    }

    private static Map<String, Object> await(Page page, String name, Predicate<Map<String, Object>> condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            Map<String, Object> stats = stats(page, name);
            if (condition.test(stats)) {
                return stats;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("It never came true: " + stats);
            }
            page.waitForTimeout(100);
        }
    }

    private static double number(Map<String, Object> stats, String name) {
        return ((Number) Objects.requireNonNull(stats.get(name))).doubleValue();
    }
}
