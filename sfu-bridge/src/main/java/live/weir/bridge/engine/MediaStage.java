package live.weir.bridge.engine;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One live room: what its performers publish reaches its viewers. */
public interface MediaStage {

    StageId id();

    /** Takes a performer's offer; the answer is in the session. Replaces an earlier publication of the same performer. */
    Mono<PublishSession> publish(PerformerId performer, String offer);

    /**
     * As {@link #publish}, but all of the offer or nothing: what could be used in part only is {@link
     * MediaException.Reason#UNSUPPORTED}. An engine that knows this before it answers leaves an earlier publication in peace;
     * one that learns it by answering does as below.
     */
    default Mono<PublishSession> publishWhole(PerformerId performer, String offer) {
        return publish(performer, offer)
                .flatMap(session -> WholeOffer.isAnsweredBy(offer, session.localDescription())
                        ? Mono.just(session)
                        : session.close().then(Mono.error(WholeOffer::refusal)));
    }

    /** Makes an offer to a performer, which {@link MediaSession#accept} completes. */
    Mono<PublishSession> offerToPublish(PerformerId performer, TrackCount tracks);

    /** Takes a viewer's offer; the answer is in the session. */
    Mono<ViewSession> view(String offer, ViewChoice choice);

    /** Makes an offer to a viewer, which {@link MediaSession#accept} completes. */
    Mono<ViewSession> offerToView(TrackCount tracks, ViewChoice choice);

    /** What is being published just now, the oldest first. */
    List<PublicationDescription> publications();

    /** Publications that come and go, from now on. Bounded: who reads too slowly is ended with an error. */
    Flux<StageEvent> events();

    /** Ends all sessions, each with {@link SessionEvent.Closed}. */
    Mono<Void> close();
}
