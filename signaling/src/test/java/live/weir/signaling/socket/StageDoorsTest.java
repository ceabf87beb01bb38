package live.weir.signaling.socket;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import live.weir.bridge.contract.Audience;
import live.weir.bridge.contract.Performer;
import live.weir.bridge.contract.Watcher;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import live.weir.signaling.protocol.ClientMessage.Invite;
import live.weir.signaling.protocol.ServerMessage.Invitation;
import live.weir.signaling.protocol.ServerMessage.StageView;
import live.weir.signaling.protocol.ServerMessage.State;
import live.weir.signaling.protocol.ServerMessage.Welcome;
import live.weir.signaling.stage.Cluster;
import live.weir.signaling.stage.Performing;
import live.weir.signaling.stage.StageLimits;
import live.weir.signaling.stage.StageRefused;
import live.weir.signaling.stage.StageRefused.Reason;
import live.weir.signaling.stage.WatchWish;
import live.weir.signaling.stage.Watching;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Encoders and viewers without a socket. */
class StageDoorsTest {

    private static final int SOME = 60;
    private static final Performing OBS = new Performing(Doors.channel("ada"), "key-1", "OBS");
    private static final Watching SOMEBODY = new Watching(Doors.channel("ada"), null, "", "network");

    private final Cluster cluster = new Cluster();

    private static void refuses(Reason reason, Mono<?> work) {
        assertThatThrownBy(() -> done(work))
                .asInstanceOf(InstanceOfAssertFactories.type(StageRefused.class))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void an_encoder_goes_live_by_itself_and_is_seen_without_a_socket() throws Exception {
        try (House house = new House(cluster);
                Show show = new Show(house.engine);
                Visitor viewer = house.visitor("ada")) {
            refuses(Reason.NOT_LIVE, house.stages.watch(SOMEBODY, WatchWish.everything(), new Watcher(1, 1).offer()));
            viewer.viewer();
            Performer first = Performer.single();
            PublishSession session = now(house.stages.publish(OBS, first.offer()));
            show.play(first, session.localDescription());
            StageView live = viewer.stage(stage -> stage.state() == State.LIVE);
            assertThat(live.performers())
                    .singleElement()
                    .matches(performer -> performer.onStage()
                            && performer.connected()
                            && performer.name().equals("OBS"));

            Watcher watcher = new Watcher(1, 1);
            ViewSession view = now(house.stages.watch(SOMEBODY, WatchWish.everything(), watcher.offer()));
            show.see(watcher, view.localDescription());
            eventually(() -> assertThat(Audience.packetsOf(watcher, first)).isGreaterThan(SOME));
            viewer.stage(stage -> stage.viewers() == 2);

            Performer second = Performer.single();
            show.play(second, now(house.stages.publish(OBS, second.offer())).localDescription());
            eventually(() -> assertThat(Audience.packetsOf(watcher, second)).isGreaterThan(SOME));
            assertThat(viewer.stage(stage -> true).performers()).hasSize(1);
            second.close();
            viewer.stage(stage -> stage.state() == State.ENDED);
        }
    }

    @Test
    void an_offer_of_use_in_part_only_replaces_nothing() throws Exception {
        try (House house = new House(cluster);
                Show show = new Show(house.engine);
                Visitor viewer = house.visitor("ada")) {
            viewer.viewer();
            Performer first = Performer.single();
            show.play(first, now(house.stages.publish(OBS, first.offer())).localDescription());
            viewer.stage(stage -> stage.state() == State.LIVE);
            Watcher watcher = new Watcher(1, 1);
            ViewSession view = now(house.stages.watch(SOMEBODY, WatchWish.everything(), watcher.offer()));
            show.see(watcher, view.localDescription());
            String silent = Performer.single().offer().replace("opus/48000/2", "G728/8000");
            refuses(Reason.UNSUPPORTED, house.stages.publish(OBS, silent));
            int before = Audience.packetsOf(watcher, first);
            eventually(() -> assertThat(Audience.packetsOf(watcher, first)).isGreaterThan(before + SOME));
        }
    }

    @Test
    void no_door_looks_backstage() throws Exception {
        try (House house = new House(cluster);
                Show show = new Show(house.engine);
                Visitor host = house.visitor("ada");
                Visitor guest = house.visitor("ada")) {
            host.host();
            Performer ada = show.goLive(host);
            Invitation invitation = host.ask(new Invite("Grace", 5, Visitor.ref()), Invitation.class);
            Welcome welcome = guest.guest(invitation.token(), "Grace");
            Performer grace = show.publish(guest);
            Watcher watcher = new Watcher(2, 2);
            ViewSession view = now(house.stages.watch(SOMEBODY, WatchWish.everything(), watcher.offer()));
            show.see(watcher, view.localDescription());
            eventually(() -> assertThat(Audience.packetsOf(watcher, ada)).isGreaterThan(SOME));

            for (Set<PerformerId> wished : Set.of(
                    Set.<PerformerId>of(), Set.of(new PerformerId(welcome.self().id())))) {
                done(view.choose(new ViewChoice(wished, true, 0)));
                assertThat(view.choice().performers())
                        .isNotEmpty()
                        .doesNotContain(new PerformerId(welcome.self().id()));
            }
            done(view.choose(ViewChoice.everything()));
            int before = Audience.packetsOf(watcher, ada);
            eventually(() -> assertThat(Audience.packetsOf(watcher, ada)).isGreaterThan(before + SOME));
            assertThat(Audience.packetsOf(watcher, grace)).isZero();
        }
    }

    @Test
    void a_busy_engine_takes_no_newcomers() throws Exception {
        StageLimits none = new StageLimits(
                4, 50, 200, 8, 3, 0.0, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(20));
        try (House house = new House(cluster, none)) {
            Mono<PublishSession> publishing = house.stages.publish(OBS, "v=0");
            assertThatThrownBy(() -> done(publishing))
                    .asInstanceOf(InstanceOfAssertFactories.type(StageRefused.class))
                    .satisfies(refused -> {
                        assertThat(refused.reason()).isEqualTo(Reason.OVERLOADED);
                        assertThat(Objects.requireNonNull(refused.retryAfter())).isPositive();
                    });
        }
    }

    @Test
    void who_has_its_share_of_sessions_gets_no_more() throws Exception {
        try (House house = new House(cluster);
                Show show = new Show(house.engine);
                Visitor host = house.visitor("ada")) {
            host.host();
            show.goLive(host);
            for (int i = 0; i < House.LIMITS.maxSessionsPerClient(); i++) {
                done(house.stages.watch(SOMEBODY, WatchWish.everything(), new Watcher(1, 1).offer()));
            }
            refuses(Reason.TOO_MANY, house.stages.watch(SOMEBODY, WatchWish.everything(), new Watcher(1, 1).offer()));
        }
    }
}
