package live.weir.signaling.socket;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import live.weir.bridge.contract.Audience;
import live.weir.bridge.contract.Performer;
import live.weir.bridge.contract.Watcher;
import live.weir.signaling.protocol.ClientMessage.Admit;
import live.weir.signaling.protocol.ClientMessage.As;
import live.weir.signaling.protocol.ClientMessage.Candidate;
import live.weir.signaling.protocol.ClientMessage.GoLive;
import live.weir.signaling.protocol.ClientMessage.Invite;
import live.weir.signaling.protocol.ClientMessage.Unpublish;
import live.weir.signaling.protocol.ServerMessage.ByeReason;
import live.weir.signaling.protocol.ServerMessage.Invitation;
import live.weir.signaling.protocol.ServerMessage.StageView;
import live.weir.signaling.protocol.ServerMessage.State;
import live.weir.signaling.protocol.ServerMessage.Welcome;
import live.weir.signaling.protocol.Source;
import live.weir.signaling.stage.BroadcastBook.Cause;
import live.weir.signaling.stage.Cluster;
import org.junit.jupiter.api.Test;

/** Sockets that break, nodes that die, leases that are lost: who was there comes back. */
class StageReturnTest {

    private static final int SOME = 60;
    private static final String CANDIDATE = "candidate:1 1 udp 2113937151 192.0.2.1 54400 typ host";

    private final Cluster cluster = new Cluster();

    @Test
    void a_lost_socket_comes_back_to_its_seat_and_its_media_went_on() throws Exception {
        try (House house = new House(cluster);
                Show show = new Show(house.engine);
                Visitor host = house.visitor("ada");
                Visitor viewer = house.visitor("ada");
                Visitor again = house.visitor("ada")) {
            Welcome first = host.host();
            Performer ada = show.goLive(host);
            viewer.viewer();
            Watcher watcher = show.watch(viewer);
            host.vanish();
            viewer.stage(stage -> !stage.performers().get(0).connected());

            Welcome second = again.resume(As.PERFORMER, "host-ada", first.resume());

            assertThat(second.resumed()).isTrue();
            assertThat(second.self()).isEqualTo(first.self());
            assertThat(second.resume()).isNotEqualTo(first.resume());
            assertThat(second.sessions()).containsExactly("s1");
            again.does(new Candidate("s1", List.of(CANDIDATE), Visitor.ref()));
            int before = Audience.packetsOf(watcher, ada);
            eventually(() -> assertThat(Audience.packetsOf(watcher, ada)).isGreaterThan(before + SOME));
            again.does(new Unpublish(Source.CAMERA, Visitor.ref()));
            viewer.stage(stage -> stage.state() == State.ENDED);
            eventually(() -> assertThat(cluster.book("ended")).hasSize(1));
            assertThat(cluster.book("ended").get(0).more()).isEqualTo(Cause.GRACE_OVER);
        }
    }

    @Test
    void the_newer_socket_has_the_seat_and_a_resume_token_is_good_once() throws Exception {
        try (House house = new House(cluster);
                Visitor first = house.visitor("ada");
                Visitor second = house.visitor("ada");
                Visitor third = house.visitor("ada")) {
            Welcome welcome = first.viewer();
            second.resume(As.VIEWER, null, welcome.resume());
            assertThat(first.bye().reason()).isEqualTo(ByeReason.REPLACED);
            assertThat(first.closeCode()).isEqualTo(1000);
            Welcome fresh = third.resume(As.VIEWER, null, welcome.resume());
            assertThat(fresh.resumed()).isFalse();
            assertThat(fresh.self().id()).isNotEqualTo(welcome.self().id());
        }
    }

    @Test
    void a_hosts_seat_goes_to_nobody_but_that_host() throws Exception {
        try (House house = new House(cluster);
                Visitor host = house.visitor("ada");
                Visitor thief = house.visitor("ada");
                Visitor other = house.visitor("ada")) {
            Welcome welcome = host.host();
            assertThat(thief.resume(As.VIEWER, null, welcome.resume()).resumed())
                    .isFalse();
            assertThat(other.resume(As.PERFORMER, "host-bea", welcome.resume()).resumed())
                    .isFalse();
            assertThat(host.all(live.weir.signaling.protocol.ServerMessage.Bye.class))
                    .isEmpty();
        }
    }

    @Test
    void a_seat_nobody_comes_back_to_is_given_up() throws Exception {
        try (House house = new House(cluster, House.HASTY);
                Show show = new Show(house.engine);
                Visitor host = house.visitor("ada");
                Visitor viewer = house.visitor("ada")) {
            viewer.viewer();
            host.host();
            show.goLive(host);
            host.vanish();
            StageView ended = viewer.stage(stage -> stage.state() == State.ENDED);
            assertThat(ended.performers()).isEmpty();
        }
    }

    @Test
    void another_node_takes_over_and_the_show_goes_on() throws Exception {
        House dying = new House(cluster, House.PATIENT);
        Welcome ada;
        Welcome grace;
        String broadcast;
        try (Show show = new Show(dying.engine);
                Visitor host = dying.visitor("ada");
                Visitor guest = dying.visitor("ada")) {
            ada = host.host();
            show.goLive(host);
            grace = guest.guest(
                    host.ask(new Invite("Grace", 60, Visitor.ref()), Invitation.class)
                            .token(),
                    "Grace");
            host.does(new Admit(grace.self().id(), Visitor.ref()));
            StageView live = guest.stage(stage ->
                    stage.performers().size() == 2 && stage.performers().get(1).onStage());
            broadcast = java.util.Objects.requireNonNull(live.broadcast()).id();
            eventually(() -> assertThat(cluster.memory("channel-ada"))
                    .contains("\"LIVE\"", grace.self().id() + "\",\"role\":\"guest\""));
        }
        dying.die();
        cluster.expire("channel-ada");

        try (House heir = new House(cluster, House.PATIENT);
                Show show = new Show(heir.engine);
                Visitor host = heir.visitor("ada");
                Visitor guest = heir.visitor("ada")) {
            Welcome back = host.resume(As.PERFORMER, "host-ada", ada.resume());
            assertThat(back.resumed()).isTrue();
            assertThat(back.self()).isEqualTo(ada.self());
            assertThat(back.sessions()).isEmpty();
            host.stage(stage -> stage.state() == State.GRACE);
            assertThat(guest.resume(As.PERFORMER, null, grace.resume()).resumed())
                    .isTrue();
            show.publish(host);
            StageView on = host.stage(stage -> stage.state() == State.LIVE);
            assertThat(java.util.Objects.requireNonNull(on.broadcast()).id()).isEqualTo(broadcast);
            assertThat(on.performers()).hasSize(2).allMatch(performer -> performer.onStage());
        }
    }

    @Test
    void a_memory_that_stumbles_is_waited_for_and_one_that_stays_away_is_not() throws Exception {
        Welcome ada;
        House dying = new House(cluster, House.PATIENT);
        try (Visitor host = dying.visitor("ada")) {
            ada = host.host();
            eventually(() -> assertThat(cluster.memory("channel-ada"))
                    .contains(ada.self().id()));
        }
        dying.die();
        cluster.expire("channel-ada");
        cluster.stumbles.set(2);
        Welcome again;
        House heir = new House(cluster, House.PATIENT);
        try (Visitor host = heir.visitor("ada")) {
            again = host.resume(As.PERFORMER, "host-ada", ada.resume());
            assertThat(again.resumed()).isTrue();
        }
        heir.die();
        cluster.expire("channel-ada");
        cluster.memoryFails = true;
        try (House last = new House(cluster, House.PATIENT);
                Visitor host = last.visitor("ada")) {
            assertThat(host.resume(As.PERFORMER, "host-ada", again.resume()).resumed())
                    .as("a stage without a past is better than none")
                    .isFalse();
            cluster.memoryFails = false;
        }
    }

    @Test
    void a_lost_lease_sends_everybody_away_and_nothing_is_written_any_more() throws Exception {
        try (House house = new House(cluster);
                Show show = new Show(house.engine);
                Visitor host = house.visitor("ada");
                Visitor viewer = house.visitor("ada");
                Visitor again = house.visitor("ada")) {
            host.host();
            viewer.viewer();
            show.goLive(host);
            eventually(() -> assertThat(cluster.book("began")).hasSize(1));

            house.node.lose("channel-ada");

            for (Visitor visitor : List.of(host, viewer)) {
                assertThat(visitor.bye().reason()).isEqualTo(ByeReason.MOVING);
                assertThat(visitor.bye().again()).isTrue();
                assertThat(visitor.closeCode()).isEqualTo(1012);
            }
            eventually(() -> assertThat(house.engine.load().publications()).isZero());
            again.viewer();
            assertThat(cluster.book("ended")).isEmpty();
        }
    }

    @Test
    void two_hosts_going_live_at_once_make_one_broadcast() throws Exception {
        try (House house = new House(cluster);
                Show show = new Show(house.engine);
                Visitor ada = house.visitor("ada");
                Visitor bea = house.visitor("ada")) {
            ada.host();
            bea.hello(As.PERFORMER, "host-bea");
            show.publish(ada);
            show.publish(bea);
            GoLive one = new GoLive(Visitor.ref());
            GoLive other = new GoLive(Visitor.ref());
            ada.say(one);
            bea.say(other);
            ada.outcome("" + one.ref());
            bea.outcome("" + other.ref());
            ada.stage(stage -> stage.state() == State.LIVE);
            bea.stage(stage -> stage.state() == State.LIVE);
            eventually(() -> assertThat(cluster.book("began")).hasSize(1));
        }
    }

    @Test
    void a_book_that_fails_is_written_once_it_is_back() throws Exception {
        cluster.bookFails = true;
        try (House house = new House(cluster);
                Show show = new Show(house.engine);
                Visitor host = house.visitor("ada")) {
            host.host();
            show.goLive(host);
            host.does(new live.weir.signaling.protocol.ClientMessage.End(Visitor.ref()));
            host.stage(stage -> stage.state() == State.ENDED);
            assertThat(cluster.book()).isEmpty();
            cluster.bookFails = false;
            eventually(() -> assertThat(cluster.book("ended")).hasSize(1));
            assertThat(cluster.book().get(0).what()).isEqualTo("began");
            assertThat(cluster.book().get(cluster.book().size() - 1).what()).isEqualTo("ended");
        }
    }
}
