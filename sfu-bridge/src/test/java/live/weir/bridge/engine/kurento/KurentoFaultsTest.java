package live.weir.bridge.engine.kurento;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import live.weir.bridge.contract.Heard;
import live.weir.bridge.contract.Performer;
import live.weir.bridge.contract.Theatre;
import live.weir.bridge.contract.Watcher;
import live.weir.bridge.engine.CloseReason;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.MediaServer;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.ServedMediaEngine;
import live.weir.bridge.engine.SessionEvent;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.engine.TapReader;
import live.weir.bridge.engine.TapSettings;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import live.weir.bridge.simulator.KurentoSimulator;
import live.weir.bridge.simulator.Misbehaviour;
import live.weir.bridge.simulator.SimulatedElement;
import live.weir.bridge.simulator.SimulatedRtp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/** What becomes of stages, and of the engine, when servers fail in the ways in which they do. */
class KurentoFaultsTest {

    private final KurentoSimulator server = new KurentoSimulator();
    /** For those who wait for nothing else. */
    private static final Duration SHORT = Duration.ofMillis(500);

    private ServedMediaEngine engine;
    private Theatre theatre;

    @BeforeEach
    void open() throws Exception {
        engine = factory("node", "1").servers(List.of(server.uri())).open();
        eventually(() -> assertThat(only().state()).isEqualTo(MediaServer.State.READY));
        theatre = new Theatre(engine);
    }

    private void openAnew(KurentoEngineFactory factory) throws Exception {
        theatre.close();
        done(engine.close());
        engine = factory.servers(List.of(server.uri())).open();
        isReady();
        theatre = new Theatre(engine);
    }

    /** A server that has just come back may still fail what it is asked for. */
    private static void succeeds(Runnable attempt) throws Exception {
        eventually(() -> {
            try {
                attempt.run();
            } catch (MediaException notYet) {
                throw new AssertionError(notYet);
            }
        });
    }

    private static KurentoEngineFactory factory(String node, String epoch) {
        return new KurentoEngineFactory()
                .owner("house", node, epoch, other -> Mono.just(true))
                .patience(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(1))
                .probe(Duration.ofMillis(300), Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        theatre.close();
        done(engine.close());
        server.close();
    }

    private PublishSession publish(String name) {
        return publish(name, Performer.single());
    }

    private PublishSession publish(String name, Performer performer) {
        return now(theatre.stage().publish(new PerformerId(name), performer.offer()));
    }

    private MediaServer only() {
        return engine.servers().get(0);
    }

    private void isReady() throws Exception {
        eventually(() -> assertThat(only().state()).isEqualTo(MediaServer.State.READY));
    }

    // The connection.

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"FIN", "RST", "HUGE", "GARBAGE"})
    void a_broken_connection_fails_what_is_under_way_and_media_goes_on_over_the_next(Misbehaviour how)
            throws Exception {
        theatre.publish("ada", Performer.single().play());
        Watcher watcher = new Watcher(1, 1);
        ViewSession viewing = theatre.watch(watcher);
        eventually(() -> assertThat(watcher.pictures()).isPositive());
        server.next("processOffer", how);

        assertThatThrownBy(() -> publish("ben")).isInstanceOf(MediaException.class);

        isReady();
        int before = watcher.pictures();
        eventually(() -> assertThat(watcher.pictures()).isGreaterThan(before + 20));
        publish("ben");
        done(viewing.close());
        assertThat(only().restarts()).isZero();
    }

    @Test
    void what_happens_while_the_connection_is_away_is_asked_for_when_it_is_back() throws Exception {
        Performer performer = Performer.single();
        PublishSession ada = publish("ada", performer);
        Watcher watcher = new Watcher(1, 1);
        ViewSession viewing = now(theatre.stage().view(watcher.offer(), ViewChoice.everything()));
        server.goMute();
        performer.play().connect(ada.localDescription());
        watcher.connect(viewing.localDescription());
        theatre.add(performer);
        theatre.add(watcher);
        eventually(() -> assertThat(server.untold())
                .filteredOn("DtlsConnectionStateChange"::equals)
                .hasSize(2));
        server.behave();
        assertThat(List.of(ada.state(), viewing.state())).containsOnly(SessionState.CONNECTING);

        server.cutConnections(Misbehaviour.RST);

        eventually(() -> assertThat(watcher.pictures()).isPositive());
        eventually(() -> assertThat(List.of(ada.state(), viewing.state())).containsOnly(SessionState.FLOWING));
        assertThat(only().restarts()).isZero();
    }

    @Test
    void a_connection_that_is_open_but_silent_is_given_up_and_made_again() throws Exception {
        openAnew(factory("node", "1").patience(SHORT, SHORT, Duration.ofSeconds(1)));
        server.goDeaf();
        eventually(() -> assertThat(only().state()).isEqualTo(MediaServer.State.AWAY));
        server.behave();
        isReady();
        succeeds(() -> publish("ada"));
    }

    @Test
    void a_request_without_an_answer_fails_within_its_time_and_the_next_one_works() throws Exception {
        openAnew(factory("node", "1").patience(SHORT, Duration.ofSeconds(2), Duration.ofSeconds(1)));
        server.next("PassThrough", Misbehaviour.SWALLOW);
        assertThatThrownBy(() -> publish("ada")).isInstanceOf(MediaException.class);
        succeeds(() -> publish("ada"));
    }

    @Test
    void what_was_made_without_our_hearing_of_it_is_tidied_away() throws Exception {
        openAnew(factory("node", "1")
                .patience(SHORT, Duration.ofSeconds(2), Duration.ofSeconds(1))
                .sweep(Duration.ofMillis(300)));
        server.next("addTag", Misbehaviour.LOSE_REPLY);
        server.next("release", Misbehaviour.SWALLOW);
        assertThatThrownBy(() -> now(engine.openStage(new StageId("lost"), StagePolicy.defaults())))
                .isInstanceOf(MediaException.class);
        MediaStage kept = now(engine.openStage(new StageId("kept"), StagePolicy.defaults()));

        eventually(() -> assertThat(server.objects().stages())
                .extracting(pipeline -> pipeline.tags().get("weir.stage"))
                .containsExactlyInAnyOrder("stage", "kept"));
        done(kept.close());
    }

    @Test
    void what_an_earlier_run_of_this_node_left_is_tidied_away_and_what_others_have_is_not() throws Exception {
        ServedMediaEngine other =
                factory("other", "1").servers(List.of(server.uri())).open();
        now(other.openStage(new StageId("others"), StagePolicy.defaults()));
        assertThat(server.objects().stages()).hasSize(2);

        ServedMediaEngine anew =
                factory("node", "2").servers(List.of(server.uri())).open();

        eventually(() -> assertThat(server.objects().stages())
                .hasSize(1)
                .allMatch(pipeline -> "other".equals(pipeline.tags().get("weir.owner"))));
        done(anew.close());
        done(other.close());
    }

    @Test
    void what_a_node_that_is_no_more_left_is_tidied_away_by_another() throws Exception {
        AtomicBoolean lives = new AtomicBoolean(true);
        ServedMediaEngine other = new KurentoEngineFactory()
                .owner("house", "other", "1", name -> Mono.just(lives.get()))
                .probe(Duration.ofMillis(300), Duration.ofSeconds(10))
                .sweep(Duration.ofMillis(200))
                .servers(List.of(server.uri()))
                .open();
        assertThat(server.objects().stages()).hasSize(1);
        lives.set(false);
        eventually(() -> assertThat(server.objects().stages()).isEmpty());
        done(other.close());
    }

    // The server.

    @Test
    void after_a_restart_sessions_end_and_their_clients_find_the_stage_on_the_server_that_came_back() throws Exception {
        PublishSession session = theatre.publish("ada", Performer.single().play());
        Heard<SessionEvent> events = new Heard<>(session.events());
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        eventually(() -> assertThat(watcher.pictures()).isPositive());

        server.restart();

        eventually(() -> assertThat(events.all()).endsWith(new SessionEvent.Closed(CloseReason.ENGINE_FAILED)));
        assertThat(theatre.stage().publications()).isEmpty();
        isReady();
        succeeds(() -> theatre.publish("ada", Performer.single().play()));
        eventually(() -> assertThat(theatre.stage().publications()).hasSize(1));
        Watcher late = new Watcher(1, 1);
        theatre.watch(late);
        eventually(() -> assertThat(late.pictures()).isPositive());
    }

    @Test
    void stages_of_a_server_that_is_away_for_too_long_go_to_another_within_seconds() throws Exception {
        try (KurentoSimulator spare = new KurentoSimulator()) {
            ServedMediaEngine two = factory("node", "3")
                    .servers(List.of(server.uri(), spare.uri()))
                    .open();
            eventually(() -> assertThat(two.servers())
                    .extracting(MediaServer::state)
                    .containsExactly(MediaServer.State.READY, MediaServer.State.READY));
            MediaStage stage = now(two.openStage(new StageId("moving"), StagePolicy.defaults()));
            PublishSession session =
                    now(stage.publish(new PerformerId("ada"), Performer.single().offer()));
            Heard<SessionEvent> events = new Heard<>(session.events());
            boolean onSpare = !spare.objects().stages().isEmpty();

            (onSpare ? spare : server).stop();

            eventually(() -> assertThat(events.all()).endsWith(new SessionEvent.Closed(CloseReason.ENGINE_FAILED)));
            eventually(() ->
                    now(stage.publish(new PerformerId("ada"), Performer.single().offer())));
            assertThat((onSpare ? server : spare).objects().stages())
                    .anyMatch(pipeline -> "moving".equals(pipeline.tags().get("weir.stage")));
            (onSpare ? spare : server).resume();
            done(two.close());
        }
    }

    @Test
    void stages_are_spread_and_a_cordoned_server_gets_none() throws Exception {
        try (KurentoSimulator spare = new KurentoSimulator()) {
            ServedMediaEngine two = factory("node", "4")
                    .servers(List.of(server.uri(), spare.uri()))
                    .open();
            eventually(() -> assertThat(two.servers())
                    .extracting(MediaServer::state)
                    .containsExactly(MediaServer.State.READY, MediaServer.State.READY));
            for (int i = 0; i < 4; i++) {
                now(two.openStage(new StageId("spread-" + i), StagePolicy.defaults()));
            }
            assertThat(spare.objects().stages()).hasSize(2);
            String spareName = "127.0.0.1:" + spare.uri().getPort();

            done(two.cordon(spareName, true));
            now(two.openStage(new StageId("spread-4"), StagePolicy.defaults()));
            assertThat(spare.objects().stages()).hasSize(2);

            done(two.drain(spareName));
            eventually(() -> assertThat(spare.objects().stages()).isEmpty());
            eventually(() -> assertThat(two.servers())
                    .filteredOn(one -> !one.name().equals(spareName))
                    .extracting(MediaServer::stages)
                    .containsExactly(5));
            assertThatThrownBy(() -> done(two.cordon("nobody:1", true)))
                    .isInstanceOfSatisfying(
                            MediaException.class,
                            unknown -> assertThat(unknown.reason()).isEqualTo(Reason.GONE));
            done(two.close());
        }
    }

    @Test
    void a_server_whose_probe_fails_is_given_no_new_stages() throws Exception {
        server.always("generateOffer", Misbehaviour.FULL);
        eventually(() -> assertThat(only().state()).isEqualTo(MediaServer.State.UNWELL));
        assertThatThrownBy(() -> now(engine.openStage(new StageId("more"), StagePolicy.defaults())))
                .isInstanceOf(MediaException.class);
        assertThat(engine.load().busy()).isEqualTo(1);
        server.behave();
        isReady();
        now(engine.openStage(new StageId("more"), StagePolicy.defaults()));
    }

    @Test
    void a_full_server_says_so_and_so_does_our_own_count_before_it() {
        server.always("WebRtcEndpoint", Misbehaviour.FULL);
        assertThatThrownBy(() -> publish("ada"))
                .isInstanceOfSatisfying(
                        MediaException.class, full -> assertThat(full.reason()).isEqualTo(Reason.OVERLOADED));
        server.behave();
        ServedMediaEngine small = factory("node", "5")
                .servers(List.of(server.uri()))
                .maxSessionsPerServer(1)
                .open();
        MediaStage stage = now(small.openStage(new StageId("small"), StagePolicy.defaults()));
        now(stage.publish(new PerformerId("ada"), Performer.single().offer()));
        assertThatThrownBy(() -> now(stage.view(new Watcher(1, 1).offer(), ViewChoice.everything())))
                .isInstanceOfSatisfying(
                        MediaException.class, full -> assertThat(full.reason()).isEqualTo(Reason.OVERLOADED));
        done(small.close());
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"NONSENSE", "INVALID_SESSION"})
    void answers_that_make_no_sense_fail_the_request_and_nothing_else(Misbehaviour how) throws Exception {
        server.next("processOffer", how);
        assertThatThrownBy(() -> publish("ada")).isInstanceOf(MediaException.class);
        succeeds(() -> publish("ada"));
    }

    @Test
    void notices_that_make_no_sense_are_passed_over() throws Exception {
        server.blurt("{\"jsonrpc\":\"2.0\",\"method\":\"onEvent\",\"params\":{\"value\":{\"object\":7}}}");
        server.blurt("{\"jsonrpc\":\"2.0\",\"method\":\"onEvent\",\"params\":[]}");
        server.blurt("{\"jsonrpc\":\"2.0\",\"method\":[],\"params\":null}");
        server.blurt("{\"jsonrpc\":\"2.0\",\"id\":123456789,\"result\":{}}");
        publish("ada");
        assertThat(only().restarts()).isZero();
    }

    // Clients.

    @Test
    void a_client_whose_way_is_found_late_is_waited_for() throws Exception {
        Performer performer = Performer.single();
        PublishSession session = publish("ada", performer);
        server.withhold("IceComponentStateChanged", "DtlsConnectionStateChange");
        performer.play().connect(session.localDescription());
        theatre.add(performer);
        eventually(() -> assertThat(server.heldBack()).isEqualTo(2));
        assertThat(session.state()).isEqualTo(SessionState.CONNECTING);

        server.behave();

        eventually(() -> assertThat(session.state()).isEqualTo(SessionState.FLOWING));
    }

    @Test
    void a_client_that_reaches_the_server_but_never_ends_its_handshake_is_told_so() throws Exception {
        ServedMediaEngine hasty = factory("node", "6")
                .servers(List.of(server.uri()))
                .connect(Duration.ofSeconds(1))
                .open();
        MediaStage stage = now(hasty.openStage(new StageId("hasty"), StagePolicy.defaults()));
        Performer performer = Performer.single();
        server.withhold("DtlsConnectionStateChange");
        PublishSession session = now(stage.publish(new PerformerId("ada"), performer.offer()));
        Heard<SessionEvent> events = new Heard<>(session.events());
        theatre.add(performer).connect(session.localDescription());

        eventually(
                () -> assertThat(events.all()).containsExactly(new SessionEvent.Closed(CloseReason.HANDSHAKE_FAILED)));
        assertThat(hasty.servers().get(0).sessions()).isZero();
        done(hasty.close());
    }

    // Media.

    @Test
    void a_viewer_on_a_slow_path_has_no_say_in_what_the_publisher_sends() {
        publish("ada");
        now(theatre.stage().view(new Watcher(1, 1).offer(), ViewChoice.everything()));
        assertThat(server.objects().stages().get(0).elements("WebRtcEndpoint"))
                .anyMatch(endpoint -> endpoint.settings().containsKey("setMaxVideoRecvBandwidth")
                        && String.valueOf(endpoint.settings().get("setRembParams"))
                                .contains("6000000"))
                .anyMatch(endpoint -> is(endpoint, "setMinVideoSendBandwidth", 6000)
                        && is(endpoint, "setMaxVideoSendBandwidth", 6000));
    }

    private static boolean is(SimulatedElement endpoint, String setting, int value) {
        return endpoint.settings().containsKey(setting)
                && endpoint.settings().get(setting).getAsInt() == value;
    }

    @Test
    void all_pictures_of_a_stage_are_in_the_codec_that_its_first_publisher_brought() {
        publish("ada");
        String other = Performer.single().offer().replace("VP8", "VP9");
        assertThatThrownBy(() -> now(theatre.stage().publish(new PerformerId("ben"), other)))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.UNSUPPORTED));
    }

    @Test
    void a_tap_asks_for_what_is_lost_and_believes_no_report_that_runs_ahead() throws Exception {
        PublishSession session =
                theatre.publish("ada", Performer.single().hurry().play());
        eventually(() -> assertThat(session.state()).isEqualTo(SessionState.FLOWING));
        try (Tap tap = now(session.tap(TapSettings.defaults()))) {
            SimulatedRtp sender = (SimulatedRtp)
                    server.objects().stages().get(0).elements("RtpEndpoint").get(0);
            Counts counts = new Counts();
            eventually(() -> {
                tap.drain(counts, 1000);
                assertThat(counts.reports).isPositive();
            });
            sender.reportAhead(2);
            sender.lose(0.05);
            int before = counts.packets;
            eventually(() -> {
                tap.drain(counts, 1000);
                assertThat(sender.resent()).isPositive();
                assertThat(counts.packets).isGreaterThan(before + 200);
            });
            int believed = counts.reports;
            int more = counts.packets;
            eventually(() -> {
                tap.drain(counts, 1000);
                assertThat(counts.packets).isGreaterThan(more + 300);
            });
            assertThat(counts.reports - believed).isLessThanOrEqualTo(2);
        }
        eventually(() -> assertThat(server.objects().stages().get(0).elements("RtpEndpoint"))
                .isEmpty());
    }

    private static final class Counts implements TapReader {

        private int packets;
        private int reports;

        @Override
        public void packet(int track, long arrivedAt, byte[] rtp, int offset, int length) {
            packets++;
        }

        @Override
        public void senderReport(int track, long arrivedAt, long ntpTime, int rtpTime) {
            reports++;
        }
    }

    @Test
    void a_crowd_that_leaves_at_once_leaves_nothing_behind() throws Exception {
        publish("ada");
        List<ViewSession> crowd = IntStream.range(0, 40)
                .mapToObj(i -> now(theatre.stage()
                        .view(new Watcher(1, 1).offer(), new ViewChoice(Set.of(new PerformerId("ada")), true, 0))))
                .toList();
        assertThat(only().sessions()).isEqualTo(41);

        crowd.forEach(session -> done(session.close()));

        eventually(() -> assertThat(server.objects().stages().get(0).elements("WebRtcEndpoint"))
                .hasSize(1));
        assertThat(only().sessions()).isEqualTo(1);
    }
}
