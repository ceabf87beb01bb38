package live.weir.signaling.stage;

import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.ViewSession;
import live.weir.signaling.protocol.ServerMessage.EventName;
import live.weir.signaling.protocol.Source;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** For encoders and players, which hold no socket: what WHIP and WHEP ask for. Belongs to the stage's mailbox. */
final class SeatlessDoors {

    private final StageFloor floor;
    private final Show show;
    private final Usher usher;
    private final Publications publications;
    private final Views views;

    SeatlessDoors(StageFloor floor, Show show, Usher usher, Publications publications, Views views) {
        this.floor = floor;
        this.show = show;
        this.usher = usher;
        this.publications = publications;
        this.views = views;
    }

    void publish(Performing who, String offer, MonoSink<PublishSession> sink) {
        Seat seat = floor.seats.encoderOf(who.who()).orElseGet(() -> usher.seatEncoder(who));
        Mono<Publication> publishing =
                Mono.create(published -> publications.publish(seat, Source.CAMERA, offer, published));
        floor.undertakings.begin(
                publishing,
                publication -> {
                    show.onAir.goLive();
                    sink.success(publication.session);
                    show.checkPicture();
                },
                refused -> {
                    sink.error(Refusals.of(refused));
                    leaveIfSilent(seat);
                });
    }

    private void leaveIfSilent(Seat encoder) {
        if (encoder.publications.isEmpty() && encoder.patience == null) {
            usher.leave(encoder, EventName.LEFT, null);
        }
    }

    void watch(Watching who, WatchWish wish, String offer, MonoSink<ViewSession> sink) {
        if (!show.onAir.state().isOnAir()) {
            throw StageRefused.of(StageRefused.Reason.NOT_LIVE, "Nobody is on air just now.", Refusals.NOT_LIVE_YET);
        }
        Mono<View> viewing = Mono.create(viewed -> views.view(null, who.from(), offer, wish, viewed));
        floor.undertakings.begin(
                viewing,
                view -> {
                    show.onAir.newViewer();
                    sink.success(new OnStageView(this, view, view.session));
                },
                refused -> sink.error(Refusals.of(refused)));
    }

    /** Not in the mailbox. */
    Mono<Void> choose(View view, WatchWish wish) {
        return floor.mailbox.ask(sink -> {
            views.choose(view, wish);
            sink.success();
        });
    }
}
