package live.weir.signaling.stage;

import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import live.weir.signaling.protocol.LayoutName;
import live.weir.signaling.protocol.ServerMessage;
import live.weir.signaling.protocol.ServerMessage.Broadcast;
import live.weir.signaling.protocol.ServerMessage.Event;
import live.weir.signaling.protocol.ServerMessage.EventName;
import live.weir.signaling.protocol.ServerMessage.HandView;
import live.weir.signaling.protocol.ServerMessage.LayoutView;
import live.weir.signaling.protocol.ServerMessage.PerformerView;
import live.weir.signaling.protocol.ServerMessage.StageView;
import live.weir.signaling.protocol.ServerMessage.State;
import live.weir.signaling.protocol.StageCodec;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Tells the two audiences of a stage, its crew (performers) and its viewers, what it is like and what happens. What an
 * audience is told is written once for all of its sockets. Belongs to the mailbox.
 */
final class Announcer {

    /** Changes closer than that are told together. */
    private static final Duration TOGETHER = Duration.ofMillis(50);
    /** A count of viewers changes all the time, and nobody is in a hurry to know it. */
    private static final Duration COUNTS_TOGETHER = Duration.ofSeconds(2);

    private final StageCodec codec;
    private final Mailbox mailbox;
    private final Seats seats;
    private final OnAir onAir;
    private final IntSupplier viewers;

    LayoutName layout = LayoutName.SPEAKER;

    @Nullable
    String spotlight;

    @Nullable
    String speaker;

    /** What the host said of the recording; null before a word of it. */
    @Nullable
    Boolean recordingWish;

    private @Nullable ProgramTeller program;
    private long version;
    private @Nullable Frame forCrew;
    private @Nullable Frame forViewers;
    private @Nullable Disposable soon;
    private @Nullable Disposable later;

    Announcer(StageFloor floor, OnAir onAir, IntSupplier viewers, long firstVersion) {
        this.codec = floor.services.codec();
        this.mailbox = floor.mailbox;
        this.seats = floor.seats;
        this.onAir = onAir;
        this.viewers = viewers;
        this.version = firstVersion;
    }

    void tellsToo(ProgramTeller teller) {
        program = teller;
    }

    void changed() {
        if (program != null) {
            program.changed();
        }
        forCrew = null;
        forViewers = null;
        if (soon == null) {
            soon = mailbox.after(TOGETHER, this::tellAll);
        }
    }

    void countChanged() {
        if (later == null) {
            later = mailbox.after(COUNTS_TOGETHER, () -> {
                later = null;
                changed();
            });
        }
    }

    private void tellAll() {
        soon = null;
        for (Seat seat : seats.all()) {
            greet(seat);
        }
    }

    /** What the stage is like just now. */
    void greet(Seat seat) {
        SeatSocket socket = seat.socket;
        if (socket != null) {
            socket.tell(seat.performs() ? crewFrame() : viewersFrame());
        }
    }

    private Frame crewFrame() {
        Frame known = forCrew;
        if (known == null) {
            known = new Frame(Frame.Kind.STAGE, codec.write(view(true)));
            forCrew = known;
        }
        return known;
    }

    private Frame viewersFrame() {
        Frame known = forViewers;
        if (known == null) {
            known = new Frame(Frame.Kind.STAGE, codec.write(view(false)));
            forViewers = known;
        }
        return known;
    }

    private StageView view(boolean crew) {
        version++;
        var broadcast = onAir.broadcast();
        StageProgram.Reach reach = program == null ? null : program.reach();
        return new StageView(
                version,
                State.valueOf(onAir.state().name()),
                broadcast == null ? null : new Broadcast(broadcast.id().toString(), broadcast.startedAt()),
                new LayoutView(layout, visible(spotlight, crew)),
                visible(speaker, crew),
                viewers.getAsInt(),
                program != null && program.isRecorded(),
                null,
                reach == null ? null : reach.playlist(),
                reach == null ? null : reach.problem(),
                reach == null ? null : reach.picture(),
                seats.performers().stream()
                        .filter(seat -> crew || seat.onStage)
                        .map(Announcer::view)
                        .toList(),
                crew ? hands() : null);
    }

    /** Who waits backstage is nobody to viewers. */
    private @Nullable String visible(@Nullable String performer, boolean crew) {
        return performer != null
                        && seats.performers().stream()
                                .anyMatch(seat -> seat.id.equals(performer) && (crew || seat.onStage))
                ? performer
                : null;
    }

    private static PerformerView view(Seat seat) {
        return new PerformerView(
                seat.id,
                seat.name,
                seat.role,
                seat.onStage,
                List.copyOf(seat.publications.keySet()),
                seat.audio,
                seat.video,
                seat.hand,
                seat.isConnected());
    }

    private List<HandView> hands() {
        return seats.all().stream()
                .filter(seat -> seat.hand && !seat.performs())
                .limit(100)
                .map(seat -> new HandView(seat.id, seat.name))
                .toList();
    }

    void tell(Seat seat, ServerMessage message) {
        SeatSocket socket = seat.socket;
        if (socket != null) {
            socket.tell(Frame.each(codec.write(message)));
        }
    }

    void tellCrew(Frame.Kind kind, ServerMessage message) {
        tellThose(Seat::performs, new Frame(kind, codec.write(message)));
    }

    private void tellThose(Predicate<Seat> whom, Frame frame) {
        for (Seat seat : seats.all()) {
            SeatSocket socket = seat.socket;
            if (socket != null && whom.test(seat)) {
                socket.tell(frame);
            }
        }
    }

    /** To the crew, and to viewers too if the audience may know of it. */
    void event(EventName name, @Nullable Seat about, @Nullable Seat by, boolean toViewers) {
        Event event = new Event(
                name, about == null ? null : about.id, by == null ? null : by.id, about == null ? null : about.name);
        tellThose(seat -> toViewers || seat.performs(), Frame.each(codec.write(event)));
    }

    void stopTimers() {
        for (Disposable timer : new @Nullable Disposable[] {soon, later}) {
            if (timer != null) {
                timer.dispose();
            }
        }
    }
}
