package live.weir.signaling.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.StageEvent;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.engine.ViewSession;
import live.weir.signaling.protocol.ClientMessage;
import live.weir.signaling.protocol.ServerMessage;
import live.weir.signaling.protocol.ServerMessage.Bye;
import live.weir.signaling.protocol.ServerMessage.ByeReason;
import live.weir.signaling.protocol.ServerMessage.EventName;
import live.weir.signaling.protocol.ServerMessage.Outcome;
import live.weir.signaling.protocol.ServerMessage.Role;
import live.weir.signaling.protocol.ServerMessage.Welcome;
import live.weir.signaling.protocol.Source;
import live.weir.signaling.stage.BroadcastBook.Cause;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;

/**
 * One stage on this node: who comes and goes, and what follows from it. Everything below runs in its mailbox, unless it
 * says otherwise; what performers ask for is the {@link Director}'s.
 */
final class Stage implements StageMedia.Listener {

    private static final Logger log = LoggerFactory.getLogger(Stage.class);
    /** Nobody is here any more: who reloads a page finds the stage still open. */
    private static final Duration LINGER = Duration.ofSeconds(5);
    /** Versions only grow, on the next owner too, as long as no stage changes a million times. */
    private static final long VERSIONS_PER_EPOCH = 1_000_000;

    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final StageServices services;
    private final Lease lease;
    private final Mailbox mailbox;
    private final Undertakings undertakings;
    private final Seats seats = new Seats();
    private final Invitations invitations;
    private final Set<BookKeeper> keepers = new HashSet<>();
    private final OnAir onAir;
    private final Announcer announcer;
    private final ProgramTeller program;
    private final StageMedia media;
    private final Director director;
    private final QualityWatch quality;
    private final MemoryKeeper memory;
    private final Welcomes welcomes;
    private final Sinks.Empty<Void> released = Sinks.empty();
    private final Runnable whenGone;
    private ChannelCard channel;
    private @Nullable Disposable lingering;
    private boolean closed;

    Stage(
            StageServices services,
            ChannelCard channel,
            Lease lease,
            @Nullable Remembered remembered,
            Runnable whenGone) {
        this.services = services;
        this.whenGone = whenGone;
        this.channel = channel;
        this.lease = lease;
        StageLimits limits = services.limits();
        mailbox = new Mailbox(services.time().scheduler());
        undertakings = new Undertakings(mailbox);
        invitations = new Invitations(limits.maxInvitations());
        onAir = new OnAir(services, mailbox, () -> this.channel, lease, keepers, this::moved);
        announcer = new Announcer(
                services.codec(), mailbox, seats, onAir, this::viewers, lease.epoch() * VERSIONS_PER_EPOCH);
        program = new ProgramTeller(services, mailbox, seats, onAir, announcer);
        announcer.tellsToo(program);
        media = new StageMedia(services, mailbox, undertakings, engineStage(limits), seats, this);
        director = new Director(this, services, announcer, media, onAir, seats, invitations);
        quality = new QualityWatch(services, mailbox, undertakings, media, announcer);
        memory = new MemoryKeeper(
                mailbox,
                () -> services.ports()
                        .memory()
                        .keep(lease, services.memoryForm().write(memorize()), memoryLife()));
        welcomes = new Welcomes(services.ports().iceServers());
        onAir.tells(this::figures);
        services.meters().stageOpened();
        mailbox.post(() -> begin(remembered));
    }

    private EngineStage engineStage(StageLimits limits) {
        StagePolicy usual = StagePolicy.defaults();
        StagePolicy policy = new StagePolicy(
                usual.videoCodecs(),
                usual.audioCodecs(),
                limits.maxPerformers() * Source.values().length,
                limits.maxViewers(),
                usual.maxVideoBitrate());
        StageId id = new StageId(channel.id() + "-" + lease.epoch());
        return new EngineStage(services.engine(), id, policy, undertakings, this::heardFromEngine);
    }

    private void begin(@Nullable Remembered remembered) {
        if (remembered != null) {
            Recollection.restore(
                    remembered,
                    seats,
                    invitations,
                    announcer,
                    onAir,
                    services.time().clock().instant());
            seats.performers().forEach(this::waitForSocket);
            program.changed();
        }
        lingerIfEmpty();
    }

    // Coming in.

    /** Anybody who has been let in. Not in the mailbox. */
    Mono<Welcome> enter(Entrance entrance, SeatSocket socket, @Nullable String ref) {
        return mailbox.ask(sink -> {
            requireOpen();
            channel = entrance.channel();
            Seat resumed = resumedBy(entrance);
            if (resumed != null) {
                takeAgain(resumed, socket, ref, sink);
            } else {
                seat(newSeat(entrance), socket, ref, sink);
            }
        });
    }

    private void requireOpen() {
        if (closed) {
            throw new StageClosed();
        }
    }

    private @Nullable Seat resumedBy(Entrance entrance) {
        String token = entrance.resume();
        Seat seat = token == null ? null : seats.resumedBy(token);
        if (seat == null || seat.role != Role.HOST) {
            return seat;
        }
        // A host's seat only goes to who is the host still.
        return entrance instanceof Entrance.Host host && host.who().who().equals(seat.who) ? seat : null;
    }

    private void takeAgain(Seat seat, SeatSocket socket, @Nullable String ref, MonoSink<Welcome> sink) {
        seat.stopWaiting();
        SeatSocket former = seat.socket;
        boolean wasAway = former == null;
        sit(seat, socket);
        if (former != null) {
            services.meters().socketClosed();
            former.bye(new Bye(ByeReason.REPLACED, false, 0));
        }
        welcome(seat, socket, ref, true, sink);
        if (seat.performs() && wasAway) {
            announcer.event(EventName.RETURNED, seat, null, seat.onStage);
        }
    }

    private Seat newSeat(Entrance entrance) {
        if (seats.count() >= services.limits().maxSockets()) {
            throw Refusals.overloaded("The house is full.");
        }
        String id = Secrets.newSeatId();
        if (entrance instanceof Entrance.Host host) {
            requireRoomForPerformer();
            return new Seat(
                    id,
                    Role.HOST,
                    host.who().who(),
                    host.who().who(),
                    host.who().name(),
                    false);
        }
        if (entrance instanceof Entrance.Guest guest) {
            return guest(id, guest);
        }
        Watching who = ((Entrance.Viewer) entrance).who();
        return new Seat(id, Role.VIEWER, who.who(), who.from(), who.name(), false);
    }

    private Seat guest(String id, Entrance.Guest guest) {
        requireRoomForPerformer();
        String token = guest.invitation();
        if (token == null) {
            throw Refusals.forbidden("A guest brings an invitation.");
        }
        Invitations.Invitation invitation = invitations.spend(token, now());
        String name = guest.name() != null
                ? guest.name()
                : guest.who().name().isBlank() ? invitation.name() : guest.who().name();
        return new Seat(id, Role.GUEST, guest.who().who(), guest.who().from(), name, false);
    }

    void requireRoomForPerformer() {
        if (seats.performers().size() >= services.limits().maxPerformers()) {
            throw Refusals.overloaded("The stage has no room for another performer.");
        }
    }

    private void seat(Seat seat, SeatSocket socket, @Nullable String ref, MonoSink<Welcome> sink) {
        seats.add(seat);
        services.meters().seatTaken(seat.role);
        sit(seat, socket);
        welcome(seat, socket, ref, false, sink);
        if (seat.performs()) {
            announcer.event(EventName.JOINED, seat, null, false);
        } else {
            onAir.newViewer();
        }
    }

    private void sit(Seat seat, SeatSocket socket) {
        seats.sit(seat, socket);
        services.meters().socketOpened();
        stopLingering();
    }

    private void welcome(Seat seat, SeatSocket socket, @Nullable String ref, boolean resumed, MonoSink<Welcome> sink) {
        String token = Secrets.newToken();
        seats.remember(seat, Secrets.hash(token));
        socket.seated(new TakenSeat(this, seat, socket));
        sink.success(welcomes.of(seat, token, resumed, channel, ref));
        announcer.greet(seat);
        seatsChanged(seat);
    }

    /** What others are told of a seat that changed. */
    void seatsChanged(Seat seat) {
        onAir.viewers(viewers());
        if (seat.performs()) {
            announcer.changed();
            memory.changed();
        } else {
            announcer.countChanged();
        }
    }

    void changed() {
        announcer.changed();
        memory.changed();
    }

    // Going.

    /** Not in the mailbox. */
    void lost(Seat seat, SeatSocket socket) {
        mailbox.post(() -> {
            if (!closed && seat.isOf(socket)) {
                seats.sit(seat, null);
                services.meters().socketClosed();
                waitForSocket(seat);
                seatsChanged(seat);
            }
        });
    }

    private void waitForSocket(Seat seat) {
        seat.stopWaiting();
        seat.patience = mailbox.after(services.limits().seatPatience(), () -> {
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
        if (seat.socket != null) {
            services.meters().socketClosed();
        }
        SeatSocket socket = seat.socket;
        media.closeAll(seat);
        seats.remove(seat);
        services.meters().seatLeft(seat.role);
        if (socket != null) {
            socket.bye(new Bye(ByeReason.REMOVED, false, 0));
        }
        if (seat.performs()) {
            announcer.event(how, seat, by, seat.onStage);
            media.refreshChoices();
            onAir.tellNow();
        }
        seatsChanged(seat);
        lingerIfEmpty();
    }

    // What a seat's holder says. Not in the mailbox.

    Mono<Outcome> hear(Seat seat, SeatSocket socket, ClientMessage message) {
        return mailbox.ask(sink -> {
            if (closed || seat.left || !seat.isOf(socket)) {
                throw Refusals.conflict("This seat is no longer yours.");
            }
            director.hear(seat, message, sink);
        });
    }

    // Doors without seats. Not in the mailbox.

    Mono<PublishSession> publish(Performing who, String offer) {
        return mailbox.ask(sink -> {
            requireOpen();
            channel = who.channel();
            Seat seat = seats.encoderOf(who.who()).orElseGet(() -> newEncoder(who));
            Mono<Publication> publishing =
                    Mono.create(published -> media.publish(seat, Source.CAMERA, offer, published));
            undertakings.begin(
                    publishing,
                    publication -> {
                        onAir.goLive();
                        sink.success(publication.session);
                        checkPicture();
                    },
                    refused -> {
                        sink.error(Refusals.of(refused));
                        leaveIfSilent(seat);
                    });
        });
    }

    private Seat newEncoder(Performing who) {
        requireRoomForPerformer();
        Seat seat = new Seat(Secrets.newSeatId(), Role.HOST, who.who(), who.who(), who.name(), true);
        seats.add(seat);
        stopLingering();
        services.meters().seatTaken(seat.role);
        return seat;
    }

    private void leaveIfSilent(Seat encoder) {
        if (encoder.publications.isEmpty() && encoder.patience == null) {
            leave(encoder, EventName.LEFT, null);
        }
    }

    Mono<ViewSession> watch(Watching who, WatchWish wish, String offer) {
        return mailbox.ask(sink -> {
            requireOpen();
            if (!onAir.state().isOnAir()) {
                throw StageRefused.of(
                        StageRefused.Reason.NOT_LIVE, "Nobody is on air just now.", Refusals.NOT_LIVE_YET);
            }
            Mono<View> viewing = Mono.create(viewed -> media.view(null, who.from(), offer, wish, viewed));
            undertakings.begin(
                    viewing,
                    view -> {
                        onAir.newViewer();
                        sink.success(new OnStageView(this, view, view.session));
                    },
                    refused -> sink.error(Refusals.of(refused)));
        });
    }

    Mono<Void> choose(View view, WatchWish wish) {
        return mailbox.ask(sink -> {
            media.choose(view, wish);
            sink.success();
        });
    }

    // What happens to media.

    @Override
    public void published(Publication publication) {
        Seat seat = publication.seat;
        if (seat.encoder) {
            seat.stopWaiting();
        }
        if (seat.role == Role.HOST && !seat.onStage) {
            seat.comesOnStage(now());
            onAir.tellNow();
            announcer.event(seat.encoder ? EventName.JOINED : EventName.ADMITTED, seat, null, true);
        }
        changed();
        quality.start();
    }

    @Override
    public void visible(Publication publication) {
        checkPicture();
        program.changed();
    }

    @Override
    public void unpublished(Publication publication) {
        if (publication.seat.encoder && !publication.seat.left && publication.seat.publications.isEmpty()) {
            waitForSocket(publication.seat);
        }
        checkStage();
        announcer.changed();
        lingerIfEmpty();
    }

    @Override
    public void audienceChanged() {
        onAir.viewers(viewers());
        announcer.countChanged();
        lingerIfEmpty();
    }

    @Override
    public void tell(Seat seat, ServerMessage message) {
        announcer.tell(seat, message);
    }

    /** Goes live, or on, if there is something to be seen on stage. */
    void checkPicture() {
        Publication visible = media.visibleOnStage();
        if (visible != null) {
            onAir.picture(viewers(), Duration.ofMillis(media.millisSince(visible.answeredAt)));
        }
    }

    /** Somebody left the stage, or sends no more. */
    void checkStage() {
        if (!media.isAnythingOnStage()) {
            onAir.nobodyOnStage();
        }
    }

    private void heardFromEngine(StageEvent event) {
        if (event instanceof StageEvent.SpeakerChanged changed) {
            announcer.speaker = Seat.seatOf(changed.performer().value());
            announcer.changed();
        }
    }

    private void moved(StageState before, StageState now) {
        log.info("The stage of {} went from {} to {}", channel.slug(), before, now);
        if (now == StageState.LIVE && before == StageState.OPENING) {
            announcer.event(EventName.LIVE, null, null, true);
        } else if (now == StageState.ENDED) {
            announcer.event(EventName.ENDED, null, null, true);
        }
        changed();
        lingerIfEmpty();
    }

    private int viewers() {
        return seats.watching() + media.watchers();
    }

    /** What the book is told now and then, the memory is told too: the next owner counts on from there. */
    private BookKeeper.Telling figures() {
        memory.changed();
        return Recollection.telling(seats, onAir, viewers(), now());
    }

    private Instant now() {
        return services.time().clock().instant();
    }

    <T> void undertake(Mono<T> work, Consumer<? super T> done, Consumer<Throwable> failed) {
        undertakings.begin(work, done::accept, failed);
    }

    // The end of it.

    private boolean isEmpty() {
        return seats.isEmpty() && media.isEmpty() && !onAir.state().isOnAir() && onAir.state() != StageState.OPENING;
    }

    private void lingerIfEmpty() {
        if (closed || lingering != null || !isEmpty()) {
            return;
        }
        lingering = mailbox.after(LINGER, () -> {
            lingering = null;
            if (!closed && isEmpty()) {
                putAway();
            }
        });
    }

    private void stopLingering() {
        Disposable waiting = lingering;
        lingering = null;
        if (waiting != null) {
            waiting.dispose();
        }
    }

    /** Remembers, lets go of the engine, and gives the lease back, in this order. */
    private void putAway() {
        close();
        Mono<Void> last = services.ports()
                .memory()
                .keep(lease, services.memoryForm().write(memorize()), memoryLife())
                .onErrorComplete()
                .then(media.end().onErrorComplete())
                .then(services.ports().leases().release(lease).onErrorComplete());
        leaveTo(last);
    }

    private void leaveTo(Mono<Void> last) {
        undertakings.beginPlain(last, this::isReleased, failed -> isReleased());
    }

    private void isReleased() {
        undertakings.endAll();
        whenGone.run();
        released.tryEmitEmpty();
    }

    private void close() {
        closed = true;
        stopLingering();
        onAir.stopTimers();
        announcer.stopTimers();
        program.stop();
        quality.stop();
        memory.stop();
        seats.all().forEach(Seat::stopWaiting);
        services.meters().stageClosed();
    }

    private void sayGoodbye(Bye bye) {
        for (Seat seat : List.copyOf(seats.all())) {
            SeatSocket socket = seat.socket;
            services.meters().seatLeft(seat.role);
            if (socket != null) {
                services.meters().socketClosed();
                socket.bye(bye);
            }
        }
    }

    /** Another node has the stage: nothing is written any more. Not in the mailbox. */
    void moveAway() {
        mailbox.post(() -> {
            if (!closed) {
                log.warn("The stage of {} has another owner than epoch {}", channel.slug(), lease.epoch());
                close();
                keepers.forEach(BookKeeper::stop);
                sayGoodbye(new Bye(ByeReason.MOVING, true, (int) COME_BACK.toSeconds()));
                leaveTo(media.end().onErrorComplete());
            }
        });
    }

    /** This node ends: what is on air goes on elsewhere. Not in the mailbox; completes when the lease is given back. */
    Mono<Void> handOver() {
        mailbox.post(() -> {
            if (!closed) {
                sayGoodbye(new Bye(ByeReason.MOVING, true, (int) COME_BACK.toSeconds()));
                putAway();
                keepers.forEach(BookKeeper::stop);
            }
        });
        return whenReleased();
    }

    /** Nobody shall find this channel again. Not in the mailbox. */
    Mono<Void> channelGone() {
        mailbox.post(() -> {
            if (!closed) {
                onAir.end(Cause.CHANNEL_GONE);
                sayGoodbye(new Bye(ByeReason.ENDED, false, 0));
                List.copyOf(seats.all()).forEach(seats::remove);
                putAway();
            }
        });
        return whenReleased();
    }

    Mono<Void> whenReleased() {
        return released.asMono();
    }

    Lease lease() {
        return lease;
    }

    ChannelCard channel() {
        return Objects.requireNonNull(channel);
    }

    private Remembered memorize() {
        return Recollection.of(seats, invitations, announcer, onAir);
    }

    private Duration memoryLife() {
        return Recollection.life(invitations, now());
    }
}
