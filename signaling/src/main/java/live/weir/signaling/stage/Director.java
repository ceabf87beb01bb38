package live.weir.signaling.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import live.weir.signaling.protocol.ClientMessage;
import live.weir.signaling.protocol.ClientMessage.Admit;
import live.weir.signaling.protocol.ClientMessage.Candidate;
import live.weir.signaling.protocol.ClientMessage.Choose;
import live.weir.signaling.protocol.ClientMessage.Dismiss;
import live.weir.signaling.protocol.ClientMessage.End;
import live.weir.signaling.protocol.ClientMessage.GoLive;
import live.weir.signaling.protocol.ClientMessage.Hand;
import live.weir.signaling.protocol.ClientMessage.Hello;
import live.weir.signaling.protocol.ClientMessage.Invite;
import live.weir.signaling.protocol.ClientMessage.Layout;
import live.weir.signaling.protocol.ClientMessage.Mute;
import live.weir.signaling.protocol.ClientMessage.Ping;
import live.weir.signaling.protocol.ClientMessage.Promote;
import live.weir.signaling.protocol.ClientMessage.Publish;
import live.weir.signaling.protocol.ClientMessage.Recording;
import live.weir.signaling.protocol.ClientMessage.Remove;
import live.weir.signaling.protocol.ClientMessage.Restart;
import live.weir.signaling.protocol.ClientMessage.Silence;
import live.weir.signaling.protocol.ClientMessage.Subscribe;
import live.weir.signaling.protocol.ClientMessage.Unpublish;
import live.weir.signaling.protocol.ClientMessage.Unsubscribe;
import live.weir.signaling.protocol.ServerMessage.Done;
import live.weir.signaling.protocol.ServerMessage.EventName;
import live.weir.signaling.protocol.ServerMessage.Invitation;
import live.weir.signaling.protocol.ServerMessage.Outcome;
import live.weir.signaling.protocol.ServerMessage.Pong;
import live.weir.signaling.protocol.ServerMessage.Promoted;
import live.weir.signaling.protocol.ServerMessage.Published;
import live.weir.signaling.protocol.ServerMessage.Restarted;
import live.weir.signaling.protocol.ServerMessage.Role;
import live.weir.signaling.protocol.ServerMessage.Silenced;
import live.weir.signaling.protocol.ServerMessage.Subscribed;
import live.weir.signaling.stage.BroadcastBook.Cause;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** What the holders of seats ask for, and who may. In the mailbox; a refusal is thrown. */
final class Director {

    /** A guest who says no name, by an invitation without one. */
    private static final String NAMELESS = "Guest";

    /** Answers when it is done, or later. */
    private interface Answer<M extends ClientMessage> {
        void to(Seat seat, M message, MonoSink<Outcome> sink);
    }

    private interface Deed<M extends ClientMessage> {
        void does(Seat seat, M message);
    }

    private final StageFloor floor;
    private final Show show;
    private final Usher usher;
    private final Publications publications;
    private final Views views;
    private final Seats seats;
    private final Map<Class<?>, Answer<ClientMessage>> answers = new HashMap<>();

    Director(StageFloor floor, Show show, Usher usher, Publications publications, Views views) {
        this.floor = floor;
        this.show = show;
        this.usher = usher;
        this.publications = publications;
        this.views = views;
        this.seats = floor.seats;
        forEverybody();
        forPerformers();
        forHosts();
    }

    private void forEverybody() {
        on(Hello.class, (seat, hello, sink) -> {
            throw Refusals.conflict("You have said hello already.");
        });
        on(Ping.class, (seat, ping, sink) -> sink.success(new Pong(ping.ref())));
        on(Subscribe.class, this::subscribe);
        on(Restart.class, this::restart);
        on(Candidate.class, this::candidate);
        does(Choose.class, this::choose);
        does(Unsubscribe.class, (seat, message) -> views.unsubscribe(seat, message.session()));
        does(Hand.class, this::hand);
    }

    private void forPerformers() {
        on(Publish.class, (seat, message, sink) -> {
            requirePerformer(seat);
            publish(seat, message, sink);
        });
        performerDoes(Unpublish.class, (seat, message) -> publications.unpublish(seat, message.source()));
        performerDoes(Mute.class, this::mute);
    }

    private void forHosts() {
        hostDoes(GoLive.class, (seat, message) -> {
            show.onAir.goLive();
            show.checkPicture();
        });
        hostDoes(End.class, (seat, message) -> end());
        hostDoes(Layout.class, this::layout);
        hostDoes(Admit.class, (seat, message) -> admit(seat, seats.performer(message.performer())));
        hostDoes(Dismiss.class, (seat, message) -> dismiss(seat, seats.performer(message.performer())));
        hostDoes(Remove.class, (seat, message) -> remove(seat, seats.performer(message.performer())));
        hostDoes(Promote.class, (seat, message) -> promote(seat, seats.viewer(message.viewer())));
        hostDoes(
                Silence.class,
                (seat, message) -> show.announcer.tell(seats.performer(message.performer()), new Silenced()));
        hostDoes(Recording.class, (seat, message) -> {
            show.announcer.recordingWish = message.on();
            show.changed();
        });
        on(Invite.class, (seat, message, sink) -> {
            requireHost(seat);
            sink.success(invite(message));
        });
    }

    private <M extends ClientMessage> void on(Class<M> type, Answer<M> answer) {
        answers.put(type, (seat, message, sink) -> answer.to(seat, type.cast(message), sink));
    }

    private <M extends ClientMessage> void does(Class<M> type, Deed<M> deed) {
        on(type, (seat, message, sink) -> {
            deed.does(seat, message);
            sink.success(new Done(message.ref()));
        });
    }

    private <M extends ClientMessage> void performerDoes(Class<M> type, Deed<M> deed) {
        does(type, (seat, message) -> {
            requirePerformer(seat);
            deed.does(seat, message);
        });
    }

    private <M extends ClientMessage> void hostDoes(Class<M> type, Deed<M> deed) {
        does(type, (seat, message) -> {
            requireHost(seat);
            deed.does(seat, message);
        });
    }

    void hear(Seat seat, ClientMessage message, MonoSink<Outcome> sink) {
        Answer<ClientMessage> answer = answers.get(message.getClass());
        if (answer == null) {
            throw new IllegalStateException("Nobody answers " + message.getClass());
        }
        answer.to(seat, message, sink);
    }

    private static void requirePerformer(Seat seat) {
        if (!seat.performs()) {
            throw Refusals.forbidden("Only performers may do this.");
        }
    }

    private static void requireHost(Seat seat) {
        if (seat.role != Role.HOST) {
            throw Refusals.forbidden("Only the host may do this.");
        }
    }

    // Media.

    private void publish(Seat seat, Publish message, MonoSink<Outcome> sink) {
        Mono<Publication> publishing =
                Mono.create(published -> publications.publish(seat, message.source(), message.sdp(), published));
        answer(
                publishing.map(publication -> new Published(
                        message.ref(), publication.name, publication.source, publication.session.localDescription())),
                sink);
    }

    private void subscribe(Seat seat, Subscribe message, MonoSink<Outcome> sink) {
        WatchWish wish = new WatchWish(Set.copyOf(message.performers()), message.video(), message.maxHeight());
        Mono<View> viewing = Mono.create(viewed -> views.view(seat, seat.client, message.sdp(), wish, viewed));
        answer(viewing.map(view -> new Subscribed(message.ref(), view.name, view.session.localDescription())), sink);
    }

    private void choose(Seat seat, Choose message) {
        views.choose(
                seat,
                message.session(),
                new WatchWish(Set.copyOf(message.performers()), message.video(), message.maxHeight()));
    }

    private void candidate(Seat seat, Candidate message, MonoSink<Outcome> sink) {
        StageSession session = session(seat, message.session());
        answer(session.media().addCandidates(message.candidates()).thenReturn(new Done(message.ref())), sink);
    }

    private void restart(Seat seat, Restart message, MonoSink<Outcome> sink) {
        if (!floor.services.engine().capabilities().iceRestart()) {
            throw StageRefused.of(StageRefused.Reason.UNSUPPORTED, "Make a new session in place of this one.");
        }
        StageSession session = session(seat, message.session());
        answer(
                IceRestart.of(session.media(), message.sdp())
                        .map(sdp -> new Restarted(message.ref(), session.name, sdp)),
                sink);
    }

    private static StageSession session(Seat seat, String name) {
        StageSession session = seat.session(name);
        if (session == null) {
            throw Refusals.noSuchSession();
        }
        return session;
    }

    /** What an engine takes its time for. In the mailbox again, and so in order, it is told. */
    private void answer(Mono<? extends Outcome> work, MonoSink<Outcome> sink) {
        floor.undertakings.begin(work, sink::success, failed -> sink.error(Refusals.of(failed)));
    }

    // The show.

    private void mute(Seat seat, Mute message) {
        seat.audio = message.audio();
        seat.video = message.video();
        show.announcer.changed();
    }

    private void hand(Seat seat, Hand message) {
        if (!seat.performs() && seat.who == null) {
            throw Refusals.forbidden("Sign in to raise your hand.");
        }
        if (seat.hand != message.raised()) {
            seat.hand = message.raised();
            show.announcer.event(seat.hand ? EventName.HAND_RAISED : EventName.HAND_LOWERED, seat, null, false);
            show.announcer.changed();
        }
    }

    private void end() {
        if (!show.onAir.end(Cause.HOST)) {
            throw Refusals.conflict("Nothing is on air.");
        }
    }

    private void layout(Seat host, Layout message) {
        String spotlight = message.spotlight();
        show.announcer.spotlight = spotlight == null ? null : seats.performer(spotlight).id;
        show.announcer.layout = message.name();
        show.changed();
    }

    private Invitation invite(Invite message) {
        Instant now = floor.now();
        Instant expiresAt = now.plus(Duration.ofMinutes(message.minutes()));
        String token = Secrets.newToken();
        floor.invitations.add(token, Objects.requireNonNullElse(message.name(), NAMELESS), expiresAt, now);
        show.changed();
        String url = "/studio/" + floor.channel.slug() + "?invitation=" + token;
        return new Invitation(message.ref(), token, url, expiresAt);
    }

    private void admit(Seat host, Seat guest) {
        if (!guest.onStage) {
            bring(host, guest, true, EventName.ADMITTED);
            show.checkPicture();
        }
    }

    private void dismiss(Seat host, Seat guest) {
        if (guest.role == Role.HOST) {
            throw Refusals.conflict("A host is always on show.");
        }
        if (guest.onStage) {
            bring(host, guest, false, EventName.DISMISSED);
            show.checkStage();
        }
    }

    private void bring(Seat host, Seat guest, boolean onStage, EventName how) {
        guest.comesOnStage(onStage ? floor.now() : null);
        show.castChanged();
        show.announcer.event(how, guest, host, true);
        show.changed();
    }

    private void remove(Seat host, Seat performer) {
        if (performer == host) {
            throw Refusals.conflict("You cannot remove yourself.");
        }
        usher.leave(performer, EventName.REMOVED, host);
        show.checkStage();
    }

    private void promote(Seat host, Seat viewer) {
        if (!viewer.hand) {
            throw Refusals.conflict("This viewer has raised no hand.");
        }
        floor.requireRoomForPerformer();
        viewer.hand = false;
        seats.promote(viewer);
        show.announcer.tell(viewer, new Promoted(viewer.self()));
        show.announcer.event(EventName.PROMOTED, viewer, host, false);
        views.refreshAll();
        show.audienceChanged();
        show.changed();
    }
}
