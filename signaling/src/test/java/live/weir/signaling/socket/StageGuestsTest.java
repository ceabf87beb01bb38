package live.weir.signaling.socket;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import live.weir.signaling.protocol.ClientMessage.Admit;
import live.weir.signaling.protocol.ClientMessage.As;
import live.weir.signaling.protocol.ClientMessage.Hand;
import live.weir.signaling.protocol.ClientMessage.Hello;
import live.weir.signaling.protocol.ClientMessage.Invite;
import live.weir.signaling.protocol.ClientMessage.Layout;
import live.weir.signaling.protocol.ClientMessage.Mute;
import live.weir.signaling.protocol.ClientMessage.Promote;
import live.weir.signaling.protocol.ClientMessage.Recording;
import live.weir.signaling.protocol.ClientMessage.Remove;
import live.weir.signaling.protocol.ClientMessage.Silence;
import live.weir.signaling.protocol.LayoutName;
import live.weir.signaling.protocol.ServerMessage.ByeReason;
import live.weir.signaling.protocol.ServerMessage.Invitation;
import live.weir.signaling.protocol.ServerMessage.Promoted;
import live.weir.signaling.protocol.ServerMessage.Refused;
import live.weir.signaling.protocol.ServerMessage.Role;
import live.weir.signaling.protocol.ServerMessage.Silenced;
import live.weir.signaling.protocol.ServerMessage.Welcome;
import live.weir.signaling.stage.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guests: how they come in, and what hosts do with them. */
class StageGuestsTest {

    private final Cluster cluster = new Cluster();
    private House house;
    private Visitor host;

    @BeforeEach
    void open() throws Exception {
        house = new House(cluster);
        host = house.visitor("ada");
        host.host();
    }

    @AfterEach
    void close() {
        host.close();
        house.close();
    }

    private Invitation invite(int minutes) throws Exception {
        return host.ask(new Invite("Grace", minutes, Visitor.ref()), Invitation.class);
    }

    private void assertTurnedAway(String invitation) throws Exception {
        try (Visitor guest = house.visitor("ada")) {
            Refused refused =
                    guest.refused(new Hello(As.PERFORMER, null, invitation, null, "Eve", null, Visitor.ref()), 403);
            assertThat(refused.problem().detail()).contains("invitation");
            assertThat(guest.bye().reason()).isEqualTo(ByeReason.NOT_ALLOWED);
            assertThat(guest.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void an_invitation_lets_one_guest_in_and_no_other() throws Exception {
        Invitation invitation = invite(60);
        assertThat(invitation.url()).endsWith("/studio/ada?invitation=" + invitation.token());
        try (Visitor guest = house.visitor("ada")) {
            Welcome welcome = guest.guest(invitation.token(), "Grace");
            assertThat(welcome.self().role()).isEqualTo(Role.GUEST);
            host.stage(stage ->
                    stage.performers().size() == 2 && !stage.performers().get(1).onStage());
            assertTurnedAway(invitation.token());
        }
    }

    @Test
    void forged_and_expired_invitations_let_nobody_in() throws Exception {
        Invitation invitation = invite(1);
        assertTurnedAway("forged");
        assertTurnedAway(invitation.token().substring(1));
        house.clock.forward(Duration.ofMinutes(1));
        assertTurnedAway(invitation.token());
    }

    @Test
    void only_so_many_invitations_are_open_at_a_time() throws Exception {
        for (int i = 0; i < House.LIMITS.maxInvitations(); i++) {
            invite(1);
        }
        host.refused(new Invite("Grace", 1, Visitor.ref()), 429);
        house.clock.forward(Duration.ofMinutes(2));
        invite(1);
    }

    @Test
    void guests_may_not_do_what_hosts_do() throws Exception {
        try (Visitor guest = house.visitor("ada")) {
            Welcome welcome = guest.guest(invite(60).token(), "Grace");
            String self = welcome.self().id();
            guest.refused(new Admit(self, Visitor.ref()), 403);
            guest.refused(new Invite("Eve", 1, Visitor.ref()), 403);
            guest.refused(new Recording(true, Visitor.ref()), 403);
            guest.refused(new Layout(LayoutName.GRID, null, Visitor.ref()), 403);
            guest.does(new Mute(false, true, Visitor.ref()));
            host.stage(stage -> stage.performers().stream()
                    .anyMatch(performer -> performer.id().equals(self) && !performer.audio()));

            host.does(new Silence(self, Visitor.ref()));
            guest.await(Silenced.class, silenced -> true);
            host.refused(new Silence("nobody", Visitor.ref()), 404);
            host.does(new Remove(self, Visitor.ref()));
            assertThat(guest.bye().reason()).isEqualTo(ByeReason.REMOVED);
            assertThat(guest.closeCode()).isEqualTo(1000);
            host.stage(stage -> stage.performers().size() == 1);
            host.refused(new Remove(self, Visitor.ref()), 404);
        }
    }

    @Test
    void who_was_removed_does_not_come_back_by_resuming() throws Exception {
        try (Visitor guest = house.visitor("ada");
                Visitor again = house.visitor("ada")) {
            Welcome welcome = guest.guest(invite(60).token(), "Grace");
            host.does(new Remove(welcome.self().id(), Visitor.ref()));
            guest.bye();
            again.refused(new Hello(As.PERFORMER, null, null, null, null, welcome.resume(), Visitor.ref()), 403);
        }
    }

    @Test
    void a_viewer_who_raised_a_hand_is_promoted() throws Exception {
        try (Visitor kim = house.visitor("ada");
                Visitor stranger = house.visitor("ada")) {
            Welcome welcome = kim.hello(As.VIEWER, "user-kim");
            stranger.viewer();
            stranger.refused(new Hand(true, Visitor.ref()), 403);
            assertThat(house.stages.audiences().values()).containsExactly(2);
            host.refused(new Promote(welcome.self().id(), Visitor.ref()), 409);
            kim.does(new Hand(true, Visitor.ref()));
            host.stage(stage -> stage.hands() != null && stage.hands().size() == 1);
            assertThat(stranger.stage(stage -> true).hands()).isNull();

            host.does(new Promote(welcome.self().id(), Visitor.ref()));
            assertThat(kim.await(Promoted.class, promoted -> true).self().role())
                    .isEqualTo(Role.GUEST);
            host.stage(stage -> stage.performers().size() == 2
                    && stage.hands() != null
                    && stage.hands().isEmpty());
            host.does(new Admit(welcome.self().id(), Visitor.ref()));
            stranger.stage(stage -> stage.performers().stream()
                    .anyMatch(performer -> performer.id().equals(welcome.self().id())));
            assertThat(house.stages.audiences().values())
                    .as("who performs is no viewer any more")
                    .containsExactly(1);
        }
        eventually(() -> assertThat(house.stages.audiences()).isEmpty());
    }

    @Test
    void the_layout_is_the_same_for_everybody() throws Exception {
        try (Visitor viewer = house.visitor("ada")) {
            viewer.viewer();
            host.refused(new Layout(LayoutName.GRID, "nobody", Visitor.ref()), 404);
            host.does(new Layout(LayoutName.SIDE_BY_SIDE, null, Visitor.ref()));
            viewer.stage(stage -> stage.layout().name() == LayoutName.SIDE_BY_SIDE);
        }
    }
}
