package live.weir.signaling.stage;

import java.util.function.Consumer;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.engine.TrackCount;
import live.weir.bridge.engine.ViewSession;
import live.weir.signaling.protocol.ClientMessage;
import live.weir.signaling.protocol.ServerMessage;
import live.weir.signaling.protocol.ServerMessage.EventName;
import live.weir.signaling.protocol.ServerMessage.Outcome;
import live.weir.signaling.protocol.ServerMessage.Role;
import live.weir.signaling.protocol.ServerMessage.Welcome;
import live.weir.signaling.protocol.Source;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * One stage on this node: makes its parts, takes what others ask of it into its mailbox, and tells the parts what happens to
 * its media. Who comes and goes is the {@link Usher}'s, what performers ask for the {@link Director}'s, what others have to know
 * the {@link Show}'s, and the end of it the {@link Curtain}'s.
 */
final class Stage implements SessionDesk.Listener {

    private static final Logger log = LoggerFactory.getLogger(Stage.class);

    private final StageFloor floor;
    private final Views views;
    private final Show show;
    private final Curtain curtain;
    private final Usher usher;
    private final SeatlessDoors doors;
    private final Director director;

    Stage(
            StageServices services,
            ChannelCard channel,
            Lease lease,
            @Nullable Remembered remembered,
            Runnable whenGone) {
        floor = new StageFloor(services, channel, lease);
        SessionDesk desk = new SessionDesk(floor, engineStage(), this);
        Publications publications = new Publications(floor, desk);
        views = new Views(floor, desk);
        show = new Show(floor, publications, views, this::moved);
        curtain = new Curtain(floor, show, publications, views, desk, whenGone);
        usher = new Usher(this, floor, show, publications, views, curtain);
        doors = new SeatlessDoors(floor, show, usher, publications, views);
        director = new Director(floor, show, usher, publications, views);
        services.meters().stageOpened();
        floor.mailbox.post(() -> begin(remembered));
    }

    private EngineStage engineStage() {
        StagePolicy usual = StagePolicy.defaults();
        StagePolicy policy = new StagePolicy(
                usual.videoCodecs(),
                usual.audioCodecs(),
                floor.limits().maxPerformers() * Source.values().length,
                floor.limits().maxViewers(),
                usual.maxVideoBitrate());
        StageId id = new StageId(floor.channel.id() + "-" + floor.lease.epoch());
        return new EngineStage(floor.services.engine(), id, policy, floor.undertakings, event -> show.heard(event));
    }

    private void begin(@Nullable Remembered remembered) {
        if (remembered != null) {
            show.restore(remembered);
            floor.seats.performers().forEach(usher::waitFor);
        }
        curtain.lingerIfEmpty();
    }

    // What is asked of it, from any thread.

    /** Anybody who has been let in. */
    Mono<Welcome> enter(Arrival arrival, SeatSocket socket, @Nullable String ref) {
        return askOpen(arrival.channel(), sink -> usher.enter(arrival, socket, ref, sink));
    }

    Mono<PublishSession> publish(Performing who, String offer) {
        return askOpen(who.channel(), sink -> doors.publish(who, offer, sink));
    }

    Mono<ViewSession> watch(Watching who, WatchWish wish, String offer) {
        return askOpen(who.channel(), sink -> doors.watch(who, wish, offer, sink));
    }

    Mono<ViewSession> offerToWatch(Watching who, WatchWish wish, TrackCount room) {
        return askOpen(who.channel(), sink -> doors.offerToWatch(who, wish, room, sink));
    }

    private <T> Mono<T> askOpen(ChannelCard channel, Consumer<MonoSink<T>> wish) {
        return floor.mailbox.ask(sink -> {
            curtain.requireOpen();
            floor.channel = channel;
            wish.accept(sink);
        });
    }

    /** What a seat's holder says. */
    Mono<Outcome> hear(Seat seat, SeatSocket socket, ClientMessage message) {
        return floor.mailbox.ask(sink -> {
            if (curtain.isClosed() || seat.left || !seat.isOf(socket)) {
                throw Refusals.conflict("This seat is no longer yours.");
            }
            director.hear(seat, message, sink);
        });
    }

    void lost(Seat seat, SeatSocket socket) {
        floor.mailbox.post(() -> usher.lost(seat, socket));
    }

    void moveAway() {
        floor.mailbox.post(curtain::moveAway);
    }

    /** Completes when the lease is given back. */
    Mono<Void> handOver() {
        floor.mailbox.post(curtain::handOver);
        return whenReleased();
    }

    /** Completes when everybody is sent away. */
    Mono<Void> channelGone() {
        floor.mailbox.post(curtain::channelGone);
        return whenReleased();
    }

    Mono<Void> whenReleased() {
        return curtain.whenReleased();
    }

    Lease lease() {
        return floor.lease;
    }

    /** How many viewers it has. */
    int audience() {
        return show.audience();
    }

    // What happens to its media, in the mailbox.

    @Override
    public void published(Publication publication) {
        Seat seat = publication.seat;
        if (seat.encoder) {
            seat.stopWaiting();
        }
        if (seat.role == Role.HOST && !seat.onStage) {
            seat.comesOnStage(floor.now());
            show.onAir.tellNow();
            show.announcer.event(seat.encoder ? EventName.JOINED : EventName.ADMITTED, seat, null, true);
        }
        show.changed();
        show.watchQuality();
        views.refreshAll();
    }

    @Override
    public void visible(Publication publication) {
        show.checkPicture();
        show.program.changed();
    }

    @Override
    public void unpublished(Publication publication) {
        Seat seat = publication.seat;
        if (seat.encoder && !seat.left && seat.publications.isEmpty()) {
            usher.waitFor(seat);
        }
        show.checkStage();
        show.announcer.changed();
        curtain.lingerIfEmpty();
    }

    @Override
    public void audienceChanged() {
        show.audienceChanged();
        curtain.lingerIfEmpty();
    }

    @Override
    public void tell(Seat seat, ServerMessage message) {
        show.announcer.tell(seat, message);
    }

    private void moved(StageState before, StageState now) {
        log.info("The stage of {} went from {} to {}", floor.channel.slug(), before, now);
        if (now == StageState.LIVE && before == StageState.OPENING) {
            show.announcer.event(EventName.LIVE, null, null, true);
        } else if (now == StageState.ENDED) {
            show.announcer.event(EventName.ENDED, null, null, true);
        }
        show.changed();
        curtain.lingerIfEmpty();
    }
}
