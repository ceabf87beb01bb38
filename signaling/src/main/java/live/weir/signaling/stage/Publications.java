package live.weir.signaling.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import live.weir.bridge.engine.CloseReason;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.SessionEvent;
import live.weir.signaling.protocol.Source;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** What performers send. Belongs to the stage's mailbox. */
final class Publications {

    private final StageFloor floor;
    private final SessionDesk desk;

    Publications(StageFloor floor, SessionDesk desk) {
        this.floor = floor;
        this.desk = desk;
    }

    void publish(Seat seat, Source source, String offer, MonoSink<Publication> sink) {
        publish(seat, source, stage -> stage.publish(seat.performer(source), offer), sink);
    }

    /** All that is offered, or nothing: and then what was published before goes on. */
    void publishWhole(Seat seat, Source source, String offer, MonoSink<Publication> sink) {
        publish(seat, source, stage -> stage.publishWhole(seat.performer(source), offer), sink);
    }

    private void publish(
            Seat seat, Source source, Function<MediaStage, Mono<PublishSession>> work, MonoSink<Publication> sink) {
        if (seat.publications.isEmpty()) {
            floor.services.requireEngineNotBusy(); // who is seen already may change what is seen
        }
        ClientShares.Share share = desk.take(seat.client);
        Mono<PublishSession> publishing = desk.engine().flatMap(work);
        floor.undertakings.begin(
                publishing,
                session -> published(
                        new Publication(seat.nextSession(), share, seat, source, session, floor.services.nowNanos()),
                        sink),
                failure -> desk.refuse(share, failure, sink));
    }

    private void published(Publication publication, MonoSink<Publication> sink) {
        if (!desk.made(publication, publication.seat, sink)) {
            return;
        }
        Publication former = publication.seat.publications.put(publication.source, publication);
        if (former != null) {
            former.release();
        }
        sink.success(publication);
        publication.listens(floor.undertakings.listen(
                publication.session.events(), event -> happened(publication, event), () -> ended(publication, null)));
        desk.listener().published(publication);
    }

    private void happened(Publication publication, SessionEvent event) {
        if (publication.over) {
            return;
        }
        if (event instanceof SessionEvent.FirstKeyframe picture) {
            publication.width = picture.width();
            publication.height = picture.height();
            becameVisible(publication);
        } else if (event instanceof SessionEvent.QualityChanged changed) {
            publication.width = changed.quality().width();
            publication.height = changed.quality().height();
        } else if (event instanceof SessionEvent.MediaFlowing flowing
                && flowing.kind() == MediaKind.AUDIO
                && !publication.hasPicture()) {
            becameVisible(publication);
        } else if (event instanceof SessionEvent.Closed closed) {
            ended(publication, closed.reason());
        }
    }

    private void becameVisible(Publication publication) {
        if (!publication.visible) {
            publication.visible = true;
            desk.listener().visible(publication);
        }
    }

    private void ended(Publication publication, @Nullable CloseReason reason) {
        if (publication.over) {
            return;
        }
        publication.release();
        publication.seat.publications.remove(publication.source, publication);
        desk.tellEnd(publication.seat, publication.name, reason);
        desk.listener().unpublished(publication);
    }

    void unpublish(Seat seat, Source source) {
        Publication publication = seat.publications.remove(source);
        if (publication == null) {
            throw Refusals.notFound("You publish nothing like that.");
        }
        desk.abandon(publication);
        desk.listener().unpublished(publication);
    }

    boolean isAnythingOnStage() {
        return floor.seats.onStage().stream().anyMatch(seat -> !seat.publications.isEmpty());
    }

    @Nullable
    Publication visibleOnStage() {
        return floor.seats.onStage().stream()
                .flatMap(seat -> seat.publications.values().stream())
                .filter(publication -> publication.visible)
                .findFirst()
                .orElse(null);
    }

    List<Publication> all() {
        List<Publication> all = new ArrayList<>();
        floor.seats.performers().forEach(seat -> all.addAll(seat.publications.values()));
        return all;
    }

    Duration age(Publication publication) {
        return Duration.ofNanos(floor.services.nowNanos() - publication.answeredAt);
    }

    /** The seat goes. */
    void closeAllOf(Seat seat) {
        for (Publication publication : List.copyOf(seat.publications.values())) {
            seat.publications.remove(publication.source);
            desk.abandon(publication);
            desk.listener().unpublished(publication);
        }
    }

    /** The stage is put away, and the engine closes every session. */
    void releaseAll() {
        all().forEach(StageSession::release);
    }
}
