package live.weir.bridge.transcode.demo;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.SessionEvent;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.engine.TapSettings;
import live.weir.bridge.engine.embedded.EmbeddedEngineFactory;
import live.weir.bridge.transcode.whip.WhipDesk;
import live.weir.testing.HouseRules;
import live.weir.testing.Now;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.Disposable;

/** FFmpeg's WHIP muxer in its child, before the embedded engine: real sockets, real handshakes, real pictures. */
@ExtendWith(HouseRules.class)
class DemoPerformerTest {

    private static final Path NATIVES = Path.of("target/natives").toAbsolutePath();
    private static final int WIDTH = 640;
    private static final int RATE = 15;
    private static final int CLOCKS = 40;

    private final Reviews reviews = new Reviews();
    private final List<DemoPerformer> performers = new ArrayList<>();
    private MediaEngine engine;
    private MediaStage stage;
    private WhipDesk desk;

    @BeforeEach
    void open() {
        engine = new EmbeddedEngineFactory()
                .port(0)
                .bind(List.of(InetAddress.getLoopbackAddress()))
                .open();
        stage = Now.now(engine.openStage(new StageId("demo"), StagePolicy.defaults()));
        desk = WhipDesk.open(stage);
    }

    @AfterEach
    void close() {
        performers.forEach(DemoPerformer::close);
        desk.close();
        Now.done(engine.close());
    }

    @Test
    void ffmpeg_connects_and_the_engine_gets_its_picture_and_its_sound() throws Exception {
        DemoPerformer performer = perform(WhipDesk.KEY);
        List<SessionEvent> events = new CopyOnWriteArrayList<>();
        PublishSession session = nextSession();
        Disposable watch = session.events().subscribe(events::add);
        eventually(() -> assertThat(events)
                .as(reviews.toString())
                .contains(
                        new SessionEvent.Connected(),
                        new SessionEvent.MediaFlowing(MediaKind.VIDEO),
                        new SessionEvent.MediaFlowing(MediaKind.AUDIO),
                        new SessionEvent.FirstKeyframe(640, 360)));
        watch.dispose();
        assertThat(session.state()).isEqualTo(SessionState.FLOWING);
        eventually(() -> assertThat(reviews.all()).hasSize(1));
        assertThat(reviews.all()).allMatch(line -> line.startsWith("on air: 640 × 360 at 15"));
        performer.close();
        assertThat(desk.requests()).containsExactly("POST 201", "DELETE 200");
        assertThat(reviews.complaints()).isEmpty();
    }

    @Test
    void the_time_in_the_pictures_can_be_read_from_what_the_engine_hands_on() throws Exception {
        List<Long> times = new ArrayList<>();
        long before = System.currentTimeMillis();
        perform(WhipDesk.KEY);
        try (Tap tap = Now.now(nextFlowing().tap(TapSettings.defaults()));
                ClockReader clock = new ClockReader()) {
            AccessUnits units = new AccessUnits(video(tap));
            eventually(() -> {
                tap.drain(units, Integer.MAX_VALUE);
                for (byte[] unit : units.take()) {
                    clock.read(unit).ifPresent(times::add);
                }
                assertThat(times).as(reviews.toString()).hasSizeGreaterThan(CLOCKS);
            });
            assertThat(clock.pictures()).as("pictures, each with its time").isEqualTo(times.size());
            assertThat(clock.size()).isEqualTo("640x360");
            assertThat(units.others()).as("packets of sound").isGreaterThan(CLOCKS);
        }
        assertThat(times).isSorted().doesNotHaveDuplicates();
        assertThat(times.get(0)).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void a_performer_that_is_killed_comes_back() throws Exception {
        DemoPerformer performer = perform(WhipDesk.KEY);
        nextFlowing();
        ProcessHandle first = ProcessHandle.of(performer.pid().orElseThrow()).orElseThrow();
        first.destroyForcibly();
        nextFlowing();
        assertThat(reviews.all()).contains("off air: its process ended (status 137)");
        assertThat(performer.pid().orElseThrow()).isNotEqualTo(first.pid());
    }

    @Test
    void a_server_that_is_away_is_tried_again_until_it_is_there() throws Exception {
        int port = desk.port();
        URI address = desk.address();
        desk.close();
        perform(address, WhipDesk.KEY);
        eventually(() ->
                assertThat(reviews.all()).anyMatch(line -> line.startsWith("off air: the server cannot be reached")));
        desk = WhipDesk.open(stage, port);
        nextFlowing();
        eventually(() -> assertThat(reviews.all()).anyMatch(line -> line.startsWith("on air: ")));
    }

    @Test
    void a_session_that_the_server_ended_is_begun_anew_at_the_nodes_word() throws Exception {
        DemoPerformer performer = perform(WhipDesk.KEY);
        Now.done(nextFlowing().close());
        performer.performAnew();
        nextFlowing();
        assertThat(reviews.all()).contains("off air: the connection was lost (the node ended it)");
    }

    @Test
    void an_engine_that_is_gone_is_noticed() throws Exception {
        perform(WhipDesk.KEY);
        nextFlowing();
        Now.done(engine.close());
        eventually(
                () -> assertThat(reviews.all()).anyMatch(line -> line.startsWith("off air: the connection was lost")));
    }

    @Test
    void a_wrong_key_is_said_in_one_line_and_never_shown() throws Exception {
        DemoPerformer performer = perform("wk_wrong");
        eventually(
                () -> assertThat(reviews.all()).containsExactly("off air: the server does not accept the stream key"));
        String commandLine = ProcessHandle.of(performer.pid().orElseThrow())
                .flatMap(child -> child.info().commandLine())
                .orElseThrow();
        assertThat(commandLine).contains(DemoPerformance.class.getName()).doesNotContain("wk_wrong");
        assertThat(reviews.complaints()).noneMatch(line -> line.contains("wk_wrong"));
        assertThat(desk.requests()).containsExactly("POST 401");
    }

    private DemoPerformer perform(String key) {
        return perform(desk.address(), key);
    }

    private DemoPerformer perform(URI address, String key) {
        DemoPerformer performer = DemoPerformer.start(new Directions(address, key, WIDTH, RATE), NATIVES, reviews);
        performers.add(performer);
        return performer;
    }

    private PublishSession nextSession() throws InterruptedException {
        return Objects.requireNonNull(desk.sessions().poll(30, TimeUnit.SECONDS), reviews::toString);
    }

    private PublishSession nextFlowing() throws Exception {
        PublishSession session = nextSession();
        eventually(() -> assertThat(session.state()).as(reviews.toString()).isEqualTo(SessionState.FLOWING));
        return session;
    }

    private static int video(Tap tap) {
        return tap.tracks().get(0).kind() == MediaKind.VIDEO ? 0 : 1;
    }
}
