package live.weir.signaling.stage;

import java.util.Objects;
import live.weir.signaling.protocol.ServerMessage.Bye;
import live.weir.signaling.protocol.ServerMessage.ByeReason;
import live.weir.signaling.protocol.ServerMessage.EventName;
import live.weir.signaling.protocol.ServerMessage.Role;
import live.weir.signaling.protocol.ServerMessage.Welcome;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** Who takes a seat, gives it up, and comes back to it. Belongs to the stage's mailbox. */
final class Usher {

    private final Stage stage;
    private final StageFloor floor;
    private final Show show;
    private final Publications publications;
    private final Views views;
    private final Curtain curtain;
    private final Welcomes welcomes;

    Usher(Stage stage, StageFloor floor, Show show, Publications publications, Views views, Curtain curtain) {
        this.stage = stage;
        this.floor = floor;
        this.show = show;
        this.publications = publications;
        this.views = views;
        this.curtain = curtain;
        this.welcomes = new Welcomes(floor.services.ports().iceServers(), floor.services.engine());
    }

    // Coming in.

    /** Anybody who has been let in. */
    void enter(Arrival arrival, SeatSocket socket, @Nullable String ref, MonoSink<Welcome> sink) {
        Seat resumed = resumedBy(arrival);
        if (resumed != null) {
            takeAgain(resumed, socket, ref, sink);
        } else {
            take(newSeat(arrival), socket, ref, sink);
        }
    }

    private @Nullable Seat resumedBy(Arrival arrival) {
        String token = arrival.resume();
        Seat seat = token == null ? null : floor.seats.resumedBy(token);
        if (seat == null || seat.role != Role.HOST) {
            return seat;
        }
        // A host's seat only goes to who is the host still.
        return arrival instanceof Arrival.Host host && host.who().who().equals(seat.who) ? seat : null;
    }

    private void takeAgain(Seat seat, SeatSocket socket, @Nullable String ref, MonoSink<Welcome> sink) {
        seat.stopWaiting();
        SeatSocket former = seat.socket;
        boolean wasAway = former == null;
        sit(seat, socket);
        if (former != null) {
            floor.meters().socketClosed();
            former.bye(new Bye(ByeReason.REPLACED, false, 0));
        }
        welcome(seat, socket, ref, true, sink);
        if (seat.performs() && wasAway) {
            show.announcer.event(EventName.RETURNED, seat, null, seat.onStage);
        }
    }

    private Seat newSeat(Arrival arrival) {
        if (floor.seats.count() >= floor.limits().maxSockets()) {
            throw Refusals.overloaded("The house is full.");
        }
        String id = Secrets.newSeatId();
        if (arrival instanceof Arrival.Host host) {
            floor.requireRoomForPerformer();
            Performing who = host.who();
            return new Seat(id, Role.HOST, who.who(), who.who(), who.name(), false);
        }
        if (arrival instanceof Arrival.Guest guest) {
            floor.requireRoomForPerformer();
            return guest(id, guest);
        }
        Watching who = ((Arrival.Viewer) arrival).who();
        return new Seat(id, Role.VIEWER, who.who(), who.from(), who.name(), false);
    }

    private Seat guest(String id, Arrival.Guest guest) {
        String token = guest.invitation();
        if (token == null) {
            throw Refusals.forbidden("A guest brings an invitation.");
        }
        Invitations.Invitation invitation = floor.invitations.spend(token, floor.now());
        String known = guest.who().name();
        String name = Objects.requireNonNullElseGet(guest.name(), () -> known.isBlank() ? invitation.name() : known);
        return new Seat(id, Role.GUEST, guest.who().who(), guest.who().from(), name, false);
    }

    private void take(Seat seat, SeatSocket socket, @Nullable String ref, MonoSink<Welcome> sink) {
        floor.seats.add(seat);
        floor.meters().seatTaken(seat.role);
        sit(seat, socket);
        welcome(seat, socket, ref, false, sink);
        if (seat.performs()) {
            show.announcer.event(EventName.JOINED, seat, null, false);
        } else {
            show.onAir.newViewer();
        }
    }

    private void sit(Seat seat, SeatSocket socket) {
        floor.seats.sit(seat, socket);
        floor.meters().socketOpened();
        curtain.stopLingering();
    }

    private void welcome(Seat seat, SeatSocket socket, @Nullable String ref, boolean resumed, MonoSink<Welcome> sink) {
        String token = Secrets.newToken();
        floor.seats.remember(seat, Secrets.hash(token));
        socket.seated(new TakenSeat(stage, seat, socket));
        sink.success(welcomes.of(seat, token, resumed, floor.channel, ref));
        show.announcer.greet(seat);
        show.seatChanged(seat);
    }

    /** A seat on stage without a socket. */
    Seat seatEncoder(Performing who) {
        floor.requireRoomForPerformer();
        Seat seat = new Seat(Secrets.newSeatId(), Role.HOST, who.who(), who.who(), who.name(), true);
        floor.seats.add(seat);
        curtain.stopLingering();
        floor.meters().seatTaken(seat.role);
        return seat;
    }

    // Going.

    void lost(Seat seat, SeatSocket socket) {
        if (!curtain.isClosed() && seat.isOf(socket)) {
            floor.seats.sit(seat, null);
            floor.meters().socketClosed();
            waitFor(seat);
            show.seatChanged(seat);
        }
    }

    /** For its socket, or its encoder. */
    void waitFor(Seat seat) {
        seat.stopWaiting();
        seat.patience = floor.mailbox.after(floor.limits().seatPatience(), () -> {
            if (seat.socket == null && !(seat.encoder && !seat.publications.isEmpty())) {
                leave(seat, EventName.LEFT, null);
            }
        });
    }

    /** For good, with everything that is the seat's. */
    void leave(Seat seat, EventName how, @Nullable Seat by) {
        if (seat.left) {
            return;
        }
        seat.left = true;
        seat.stopWaiting();
        SeatSocket socket = seat.socket;
        publications.closeAllOf(seat);
        views.closeAllOf(seat);
        floor.seats.remove(seat);
        floor.meters().seatLeft(seat.role);
        if (socket != null) {
            floor.meters().socketClosed();
            socket.bye(new Bye(ByeReason.REMOVED, false, 0));
        }
        if (seat.performs()) {
            show.announcer.event(how, seat, by, seat.onStage);
            show.castChanged();
        }
        show.seatChanged(seat);
        curtain.lingerIfEmpty();
    }
}
