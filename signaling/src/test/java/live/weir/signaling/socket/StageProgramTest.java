package live.weir.signaling.socket;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import live.weir.bridge.contract.Audience;
import live.weir.bridge.contract.Performer;
import live.weir.bridge.contract.Watcher;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.engine.TapReader;
import live.weir.bridge.engine.TapSettings;
import live.weir.signaling.protocol.ClientMessage.Admit;
import live.weir.signaling.protocol.ClientMessage.Dismiss;
import live.weir.signaling.protocol.ClientMessage.End;
import live.weir.signaling.protocol.ClientMessage.GoLive;
import live.weir.signaling.protocol.ClientMessage.Invite;
import live.weir.signaling.protocol.ClientMessage.Layout;
import live.weir.signaling.protocol.ClientMessage.Mute;
import live.weir.signaling.protocol.ClientMessage.Recording;
import live.weir.signaling.protocol.ClientMessage.Unpublish;
import live.weir.signaling.protocol.LayoutName;
import live.weir.signaling.protocol.ServerMessage.Invitation;
import live.weir.signaling.protocol.ServerMessage.StageView;
import live.weir.signaling.protocol.ServerMessage.State;
import live.weir.signaling.protocol.Source;
import live.weir.signaling.stage.Cluster;
import live.weir.signaling.stage.RecordedPrograms.Recorded;
import live.weir.signaling.stage.StageProgram.Reach;
import live.weir.signaling.stage.StageScene;
import live.weir.signaling.stage.StageScene.OnStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a stage tells of itself for its program. */
class StageProgramTest {

    private final Cluster cluster = new Cluster();
    private House house;
    private Show show;

    @BeforeEach
    void open() {
        house = new House(cluster);
        show = new Show(house.engine);
    }

    @AfterEach
    void close() {
        show.close();
        house.close();
    }

    private Recorded program(int number) throws Exception {
        eventually(() -> assertThat(house.programs.all).hasSize(number));
        return house.programs.all.get(number - 1);
    }

    private static StageScene scene(Recorded program, Predicate<StageScene> like) throws Exception {
        eventually(() -> assertThat(program.scene)
                .as("told %s", program.told)
                .isNotNull()
                .matches(like));
        return Objects.requireNonNull(program.scene);
    }

    private static void assertFlows(Recorded program, String source) throws Exception {
        try (Tap tap = now(Objects.requireNonNull(program.feeds.get(source)).tap(TapSettings.defaults()))) {
            AtomicInteger packets = new AtomicInteger();
            eventually(() -> {
                tap.drain(new Counting(packets), 1_000);
                assertThat(packets.get()).isGreaterThan(20);
            });
        }
    }

    private record Counting(AtomicInteger packets) implements TapReader {
        @Override
        public void packet(int track, long arrivedAt, byte[] rtp, int offset, int length) {
            packets.incrementAndGet();
        }

        @Override
        public void senderReport(int track, long arrivedAt, long ntpTime, int rtpTime) {}
    }

    @Test
    void a_program_follows_who_is_on_stage_from_the_first_picture_to_the_end() throws Exception {
        try (Visitor host = house.visitor("ada");
                Visitor guest = house.visitor("ada")) {
            String ada = host.host().self().id();
            show.publish(host);
            host.stage(stage -> !stage.performers().get(0).sources().isEmpty());
            assertThat(house.programs.all).isEmpty();
            host.does(new GoLive(Visitor.ref()));
            Recorded program = program(1);
            assertThat(program.broadcast.channel().slug()).isEqualTo("ada");
            assertThat(program.broadcast.lease().epoch()).isPositive();
            scene(program, scene -> scene.onStage().size() == 1);
            assertFlows(program, ada);

            Invitation invitation = host.ask(new Invite("Grace", 60, Visitor.ref()), Invitation.class);
            String grace = guest.guest(invitation.token(), "Grace").self().id();
            show.publish(guest);
            host.does(new Admit(grace, Visitor.ref()));
            StageScene both = scene(program, scene -> scene.onStage().size() == 2);
            assertThat(both.onStage().get(1)).isEqualTo(new OnStage(grace, "Grace", Source.CAMERA, true, true));
            assertFlows(program, grace);

            host.does(new Layout(LayoutName.SIDE_BY_SIDE, grace, Visitor.ref()));
            guest.does(new Mute(false, true, Visitor.ref()));
            scene(
                    program,
                    scene -> scene.layout() == LayoutName.SIDE_BY_SIDE
                            && grace.equals(scene.leading())
                            && !scene.onStage().get(1).audio());

            host.stage(stage -> !stage.recording());
            host.does(new Recording(true, Visitor.ref()));
            host.stage(StageView::recording);
            assertThat(Objects.requireNonNull(program.scene).recordingWish()).isTrue();

            host.does(new Dismiss(grace, Visitor.ref()));
            scene(program, scene -> scene.onStage().size() == 1 && !grace.equals(scene.leading()));
            eventually(() -> assertThat(program.told).endsWith("detach " + grace));
            host.does(new End(Visitor.ref()));
            eventually(() -> assertThat(program.told).endsWith("end"));
            assertThat(program.told).containsOnlyOnce("attach " + ada).doesNotContain("hand over");
        }
    }

    @Test
    void who_publishes_again_is_attached_again_and_never_leaves_the_scene() throws Exception {
        try (Visitor host = house.visitor("ada")) {
            String ada = host.host().self().id();
            show.goLive(host);
            Recorded program = program(1);
            scene(program, scene -> !scene.onStage().isEmpty());
            show.publish(host);
            eventually(() -> assertThat(program.told.stream().filter(("attach " + ada)::equals))
                    .hasSize(2));
            assertThat(program.told).doesNotContain("detach " + ada);
            assertFlows(program, ada);
        }
    }

    @Test
    void everybody_away_is_an_empty_scene_and_the_grace_ends_the_program() throws Exception {
        try (Visitor host = house.visitor("ada")) {
            host.host();
            show.goLive(host);
            Recorded program = program(1);
            scene(program, scene -> !scene.onStage().isEmpty());
            host.does(new Unpublish(Source.CAMERA, Visitor.ref()));
            scene(program, scene -> scene.onStage().isEmpty());
            eventually(() -> assertThat(program.told).endsWith("end"));
        }
    }

    @Test
    void the_next_owner_of_a_stage_goes_on_with_its_program() throws Exception {
        try (House next = new House(cluster);
                Visitor host = house.visitor("ada")) {
            host.host();
            show.goLive(host);
            Recorded first = program(1);
            // The next owner goes on with what is remembered, and that is kept a moment after it happened.
            eventually(() -> assertThat(cluster.memory("channel-ada")).contains("\"LIVE\""));
            house.node.lose("channel-ada");
            eventually(() -> assertThat(first.told).endsWith("hand over"));
            try (Visitor viewer = next.visitor("ada")) {
                viewer.viewer();
                eventually(() -> assertThat(next.programs.all).hasSize(1));
                Recorded second = next.programs.all.get(0);
                assertThat(second.broadcast.id()).isEqualTo(first.broadcast.id());
                assertThat(second.broadcast.lease().epoch())
                        .isGreaterThan(first.broadcast.lease().epoch());
                scene(second, scene -> scene.onStage().isEmpty());
            }
        }
    }

    @Test
    void everybody_is_told_where_the_program_can_be_watched() throws Exception {
        try (Visitor host = house.visitor("ada");
                Visitor viewer = house.visitor("ada")) {
            host.host();
            viewer.viewer();
            show.goLive(host);
            viewer.stage(stage -> stage.state() == State.LIVE && stage.hls() == null);
            Recorded program = program(1);
            program.reaches(new Reach("/hls/ada/index.m3u8", null, null));
            viewer.stage(stage -> "/hls/ada/index.m3u8".equals(stage.hls()));
            program.reaches(new Reach(null, null, "This node makes no more programs."));
            viewer.stage(stage -> stage.hls() == null && stage.hlsUnavailable() != null);
        }
    }

    @Test
    void a_program_that_fails_is_nothing_that_a_stage_or_its_viewers_notice() throws Exception {
        house.programs.fails = true;
        try (Visitor host = house.visitor("ada");
                Visitor viewer = house.visitor("ada")) {
            host.host();
            viewer.viewer();
            Performer ada = show.goLive(host);
            eventually(() -> assertThat(house.counts.dropped).containsKey("program"));
            Watcher watcher = show.watch(viewer);
            eventually(() -> assertThat(Audience.packetsOf(watcher, ada)).isGreaterThan(60));
            host.does(new Layout(LayoutName.GRID, null, Visitor.ref()));
            host.does(new End(Visitor.ref()));
            viewer.stage(stage -> stage.state() == State.ENDED);
        }
    }
}
