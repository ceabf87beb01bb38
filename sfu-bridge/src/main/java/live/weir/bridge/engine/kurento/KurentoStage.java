package live.weir.bridge.engine.kurento;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import live.weir.bridge.engine.CloseReason;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.PublicationDescription;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.StageEvent;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.engine.TrackCount;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import org.jspecify.annotations.Nullable;
import org.kurento.client.PassThrough;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A stage: who publishes, who watches, who sees whom, and on which server. All of it changes in the mailbox only.
 *
 * <p>When its server is lost its sessions end, and it settles on another: clients come again and find it there.
 */
final class KurentoStage implements MediaStage, StagePlace.Listener {

    private static final int EVENTS_WAITING = 256;
    private static final long KILO = 1000;

    private final StageId id;
    private final StagePolicy policy;
    private final OfferSieve sieve;
    private final Mailbox mailbox;
    private final SessionParts parts;
    private final StagePlace place;
    private final StageRoom room;
    private final Outlets outlets;
    private final Errands errands;
    private final Runnable whenClosed;
    private final Map<PerformerId, KurentoPublishSession> publishers = new LinkedHashMap<>();
    private final Set<KurentoViewSession> viewers = new LinkedHashSet<>();
    private final Sinks.Many<StageEvent> events = Sinks.many().multicast().directBestEffort();
    private volatile List<PublicationDescription> published = List.of();
    private volatile int viewerCount;
    /** All pictures of the stage are in one codec, so that everybody can see everybody and nothing is transcoded. */
    private @Nullable String videoCodec;

    private boolean closed;

    KurentoStage(
            StageId id, StagePolicy policy, Mailbox mailbox, SessionParts parts, ServerPool pool, Runnable whenClosed) {
        this.id = id;
        this.policy = policy;
        this.sieve = new OfferSieve(policy);
        this.mailbox = mailbox;
        this.parts = parts;
        this.place = new StagePlace(id.value(), mailbox, pool, this);
        this.room = new StageRoom(policy);
        this.outlets = new Outlets(mailbox);
        this.errands = new Errands("stage " + id, parts.incidents());
        this.whenClosed = whenClosed;
    }

    @Override
    public StageId id() {
        return id;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    StagePolicy policy() {
        return policy;
    }

    /** What one publisher may send, as servers count. */
    int kilobits() {
        return (int) Math.min(Integer.MAX_VALUE, policy.maxVideoBitrate() / KILO);
    }

    @Override
    public List<PublicationDescription> publications() {
        return published;
    }

    /** Has a place on a server when it completes. */
    Mono<StageHome> settle() {
        return place.settle();
    }

    int viewerCount() {
        return viewerCount;
    }

    @Override
    public Flux<StageEvent> events() {
        return events.asFlux().onBackpressureBuffer(EVENTS_WAITING); // each has a bound of its own
    }

    // What becomes of its place. In the mailbox.

    @Override
    public void left(StageHome lost) {
        parts.incidents().tell("stage-moved");
        outlets.clear();
        everybody().forEach(session -> session.end(CloseReason.ENGINE_FAILED));
    }

    /** A client may have come or gone meanwhile: the server is asked, because it does not repeat what it told nobody. */
    @Override
    public void isBack() {
        everybody().forEach(KurentoSession::catchUp);
    }

    private List<KurentoSession> everybody() {
        List<KurentoSession> all = new ArrayList<>(publishers.values());
        all.addAll(viewers);
        return all;
    }

    /** Not in the mailbox. What viewers of a performer are connected to: one for all sessions of that performer. */
    Mono<PassThrough> outlet(PerformerId performer, StageHome at) {
        return outlets.of(performer, at);
    }

    // Opening sessions.

    @Override
    public Mono<PublishSession> publish(PerformerId performer, String offer) {
        return open(
                () -> {
                    SiftedOffer sifted = sieve.publisher(offer, videoCodec);
                    room.expectPerformer(performer, publishers.keySet());
                    sifted.video().ifPresent(track -> agreeOn(track.codec().name()));
                    return new KurentoPublishSession(this, parts, performer, sifted);
                },
                this::admit,
                session -> room.performerCame(performer));
    }

    @Override
    public Mono<ViewSession> view(String offer, ViewChoice choice) {
        return open(
                () -> {
                    SiftedOffer sifted = sieve.viewer(offer, videoCodec);
                    room.expectViewer(viewers.size());
                    return new KurentoViewSession(this, parts, sifted, choice);
                },
                this::admit,
                session -> room.viewerCame());
    }

    private <S extends KurentoSession, R> Mono<R> open(Callable<S> begin, Function<S, R> admit, Consumer<S> came) {
        return mailbox.ask(() -> {
                    requireOpen();
                    return begin.call();
                })
                .flatMap(session -> place.settle()
                        .flatMap(home ->
                                home.server().guarded(session.open(home)).thenReturn(session))
                        .flatMap(opened -> mailbox.ask(() -> {
                            requireOpen();
                            requireStillThere(opened);
                            return admit.apply(opened);
                        }))
                        .onErrorMap(Calls::translate)
                        .doOnError(failure -> mailbox.note(session::giveBack))
                        .doOnCancel(() -> mailbox.note(session::giveBack))
                        .doFinally(signal -> mailbox.note(() -> came.accept(session))));
    }

    private void requireOpen() {
        if (closed) {
            throw new MediaException(Reason.GONE, "The stage has ended.");
        }
    }

    private static void requireStillThere(KurentoSession session) {
        StageHome home = session.home();
        if (home == null || home.isGone()) {
            throw new MediaException(Reason.FAILED, "The media server went meanwhile.");
        }
    }

    /** In the mailbox: viewers that came before anybody published, and guessed another codec, come again. */
    private void agreeOn(String codec) {
        if (videoCodec == null) {
            videoCodec = codec;
            List.copyOf(viewers).stream()
                    .filter(viewer -> viewer.offer.video().stream()
                            .anyMatch(track -> !track.codec().isNamed(codec)))
                    .forEach(viewer -> viewer.end(CloseReason.ENGINE_FAILED));
        }
    }

    private PublishSession admit(KurentoPublishSession session) {
        KurentoPublishSession former = publishers.remove(session.performer());
        publishers.put(session.performer(), session);
        if (former != null) {
            former.end(CloseReason.REPLACED);
        }
        session.expectClient();
        return session;
    }

    private ViewSession admit(KurentoViewSession session) {
        String agreed = videoCodec;
        if (agreed != null
                && session.offer.video().stream()
                        .anyMatch(track -> !track.codec().isNamed(agreed))) {
            throw new MediaException(Reason.FAILED, "The stage has agreed on another codec meanwhile.");
        }
        viewers.add(session);
        viewerCount = viewers.size();
        session.expectClient();
        return session;
    }

    @Override
    public Mono<PublishSession> offerToPublish(PerformerId performer, TrackCount tracks) {
        return makesNoOffers();
    }

    @Override
    public Mono<ViewSession> offerToView(TrackCount tracks, ViewChoice choice) {
        return makesNoOffers();
    }

    private static <T> Mono<T> makesNoOffers() {
        return Mono.error(new MediaException(Reason.UNSUPPORTED, "This engine makes no offers."));
    }

    // What becomes of sessions. In the mailbox.

    /** What the performer sends can be watched. */
    void started(KurentoPublishSession session) {
        republish();
        viewers.forEach(this::assign);
    }

    void flows(KurentoPublishSession session) {
        tell(new StageEvent.PublicationStarted(session.describePublication()));
    }

    void ended(KurentoPublishSession session, CloseReason reason, boolean flowed) {
        publishers.remove(session.performer(), session);
        if (!publishers.containsKey(session.performer()) && !room.expects(session.performer())) {
            putAwayOutlet(session);
        }
        if (publishers.isEmpty() && !room.expectsPerformers()) {
            videoCodec = null;
        }
        republish();
        viewers.forEach(this::assign);
        if (flowed) {
            tell(new StageEvent.PublicationEnded(session.describePublication(), reason));
        }
    }

    private void putAwayOutlet(KurentoPublishSession session) {
        StageHome home = place.here();
        if (outlets.remove(session.performer()) && home != null) {
            home.release(session.outlet());
        }
    }

    void ended(KurentoViewSession session) {
        viewers.remove(session);
        viewerCount = viewers.size();
    }

    /** Gives the viewer what it wants; a performer that it sees and that publishes anew just now stays with it. */
    void assign(KurentoViewSession viewer) {
        if (viewer.isOpen()) {
            viewer.assign(publishers.values().stream()
                    .filter(publisher -> publisher.isOpen() || viewer.shows(publisher.performer()))
                    .filter(publisher -> viewer.choice().includes(publisher.performer()))
                    .toList());
        }
    }

    /** A viewer's endpoint asks the performer's browser; without viewers the endpoint of the performer itself. */
    void askForKeyframe(KurentoPublishSession session) {
        Mono<Void> asking = viewers.stream()
                .filter(viewer -> viewer.isOpen() && viewer.shows(session.performer()))
                .findFirst()
                .map(KurentoViewSession::askForKeyframe)
                .orElseGet(() -> Calls.tell(session.endpoint()::requestKeyframe).onErrorComplete());
        errands.run("Asking for a keyframe", asking);
    }

    private void republish() {
        published = publishers.values().stream()
                .filter(KurentoSession::isOpen)
                .map(KurentoPublishSession::describePublication)
                .toList();
    }

    private void tell(StageEvent event) {
        events.tryEmitNext(event); // nobody listening is fine
    }

    @Override
    public Mono<Void> close() {
        return mailbox.tell(() -> {
            if (closed) {
                return;
            }
            closed = true;
            place.close();
            errands.dispose();
            everybody().forEach(session -> session.end(CloseReason.STAGE_CLOSED));
            republish();
            events.tryEmitComplete();
            whenClosed.run();
        });
    }
}
