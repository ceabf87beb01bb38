package live.weir.signaling.socket;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import live.weir.bridge.contract.Audience;
import live.weir.bridge.contract.Performer;
import live.weir.bridge.contract.Watcher;
import live.weir.signaling.protocol.ClientMessage;
import live.weir.signaling.protocol.ClientMessage.Admit;
import live.weir.signaling.protocol.ClientMessage.Dismiss;
import live.weir.signaling.protocol.ClientMessage.End;
import live.weir.signaling.protocol.ClientMessage.GoLive;
import live.weir.signaling.protocol.ClientMessage.Invite;
import live.weir.signaling.protocol.ClientMessage.Publish;
import live.weir.signaling.protocol.ServerMessage.Invitation;
import live.weir.signaling.protocol.ServerMessage.State;
import live.weir.signaling.protocol.ServerMessage.Tracks;
import live.weir.signaling.protocol.ServerMessage.Welcome;
import live.weir.signaling.protocol.Source;
import live.weir.signaling.stage.BroadcastBook.Cause;
import live.weir.signaling.stage.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A show from its beginning to its end: real sockets, the real engine, real packets. */
class StageSocketTest {

    private static final int SOME = 60;

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

    @Test
    void a_host_goes_live_with_a_guest_and_a_viewer_sees_both() throws Exception {
        try (Visitor host = house.visitor("ada");
                Visitor guest = house.visitor("ada");
                Visitor viewer = house.visitor("ada")) {
            Welcome self = host.host();
            host.stage(stage -> stage.state() == State.IDLE);
            viewer.viewer();
            Performer ada = show.publish(host);
            host.stage(stage -> stage.performers().get(0).onStage());
            host.does(new GoLive(Visitor.ref()));
            viewer.stage(stage -> stage.state() == State.LIVE);
            Watcher watcher = show.watch(viewer);
            eventually(() -> assertThat(Audience.packetsOf(watcher, ada)).isGreaterThan(SOME));
            viewer.await(
                    Tracks.class,
                    tracks -> tracks.tracks().stream()
                            .anyMatch(track -> self.self().id().equals(track.performer())));

            Invitation invitation = host.ask(new Invite("Grace", 60, Visitor.ref()), Invitation.class);
            Welcome grace = guest.guest(invitation.token(), "Grace");
            Performer second = show.publish(guest);
            host.stage(stage -> stage.performers().size() == 2
                    && stage.performers().get(1).sources().contains(Source.CAMERA));
            Watcher hosts = show.watch(host);
            eventually(() -> assertThat(Audience.packetsOf(hosts, second)).isGreaterThan(SOME));
            assertThat(Audience.packetsOf(hosts, ada)).isZero();
            assertThat(Audience.packetsOf(watcher, second)).isZero();
            assertThat(viewer.texts())
                    .noneMatch(text -> text.contains(grace.self().id()));

            host.does(new Admit(grace.self().id(), Visitor.ref()));
            eventually(() -> assertThat(Audience.packetsOf(watcher, second)).isGreaterThan(SOME));
            viewer.stage(stage -> stage.performers().size() == 2);

            host.does(new Dismiss(grace.self().id(), Visitor.ref()));
            viewer.stage(stage -> stage.performers().size() == 1);
            host.does(new End(Visitor.ref()));
            viewer.stage(stage -> stage.state() == State.ENDED);
            eventually(() -> assertThat(cluster.book("ended")).hasSize(1));
            assertThat(cluster.book("began")).hasSize(1);
            assertThat(cluster.book("ended").get(0).more()).isEqualTo(Cause.HOST);
        }
    }

    @Test
    void before_the_welcome_nothing_is_done() throws Exception {
        try (Visitor visitor = house.visitor("ada")) {
            visitor.refused(new Publish(Source.CAMERA, "v=0", Visitor.ref()), 409);
            visitor.refused(new GoLive(Visitor.ref()), 409);
            visitor.viewer();
            visitor.refused(new GoLive(Visitor.ref()), 403);
            visitor.refused(new Publish(Source.CAMERA, "v=0", Visitor.ref()), 403);
            visitor.refused(
                    new ClientMessage.Hello(ClientMessage.As.VIEWER, null, null, null, null, null, Visitor.ref()), 409);
        }
    }
}
