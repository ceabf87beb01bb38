package live.weir.bridge.engine.kurento;

import java.util.HashMap;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A stage: who publishes, who watches, who sees whom, and on which server. All of it changes in the mailbox only.
 *
 * <p>When its server is lost its sessions end, and it settles on another: clients come again and find it there.
 */
final class KurentoStage implements MediaStage, StageHome.Tenant {

    private static final Logger log = LoggerFactory.getLogger(KurentoStage.class);
    private static final int EVENTS_WAITING = 256;
    private static final long KILO = 1000;

    private final StageId id;
    private final StagePolicy policy;
    private final OfferSieve sieve;
    private final Mailbox mailbox;
    private final SessionParts parts;
    private final ServerPool pool;
    private final Runnable whenClosed;
    private final Map<PerformerId, KurentoPublishSession> publishers = new LinkedHashMap<>();
    private final Set<KurentoViewSession> viewers = new LinkedHashSet<>();
    private final Map<PerformerId, Mono<PassThrough>> outlets = new HashMap<>();
    private final Sinks.Many<StageEvent> events = Sinks.many().multicast().directBestEffort();
    private final Disposable.Swap settling = Disposables.swap();
    /** Of sessions whose server has not answered yet. */
    private final Set<PerformerId> comingPublishers = new LinkedHashSet<>();

    private int comingViewers;
    private volatile List<PublicationDescription> published = List.of();
    private volatile int viewerCount;
    private @Nullable StageHome here;
    private @Nullable Mono<StageHome> placing;
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
        this.pool = pool;
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

    int viewerCount() {
        return viewerCount;
    }

    @Override
    public Flux<StageEvent> events() {
        return events.asFlux().onBackpressureBuffer(EVENTS_WAITING); // each has a bound of its own
    }

    // Where the stage is.

    /** Has a place on a server when it completes. */
    Mono<StageHome> settle() {
        return mailbox.ask(this::place).flatMap(place -> place);
    }

    /** In the mailbox. */
    private Mono<StageHome> place() {
        if (closed) {
            throw new MediaException(Reason.GONE, "The stage has ended.");
        }
        StageHome home = here;
        if (home != null) {
            return Mono.just(home);
        }
        Mono<StageHome> underWay = placing;
        if (underWay == null) {
            underWay = pool.place(id.value(), this)
                    .flatMap(found -> mailbox.ask(() -> settled(found)))
                    .doOnError(failure -> mailbox.note(() -> placing = null))
                    .cache();
            placing = underWay;
        }
        return underWay;
    }

    private StageHome settled(StageHome home) {
        placing = null;
        if (closed) {
            home.close();
            throw new MediaException(Reason.GONE, "The stage has ended.");
        }
        here = home;
        return home;
    }

    @Override
    public void homeIsLost() {
        mailbox.note(this::moved);
    }

    /** A client may have come or gone meanwhile: the server is asked, because it does not repeat what it told nobody. */
    @Override
    public void homeIsBack() {
        mailbox.note(() -> {
            publishers.values().forEach(KurentoSession::catchUp);
            viewers.forEach(KurentoSession::catchUp);
        });
    }

    /** In the mailbox: the server is gone, or is to be left. */
    private void moved() {
        StageHome lost = here;
        if (closed || lost == null || !lost.isGone()) {
            return;
        }
        log.warn("Stage {} leaves the media server {}", id, lost.server().name());
        parts.tell("stage-moved");
        here = null;
        outlets.clear();
        List.copyOf(publishers.values()).forEach(session -> session.end(CloseReason.ENGINE_FAILED));
        List.copyOf(viewers).forEach(session -> session.end(CloseReason.ENGINE_FAILED));
        // At once: clients are on their way back. If it fails now, the first of them tries again.
        settling.update(place().subscribe(
                        found -> log.info(
                                "Stage {} is on the media server {} now",
                                id,
                                found.server().name()),
                        failure -> log.warn("Stage {} finds no media server: {}", id, failure.getMessage())));
    }

    /** Not in the mailbox. What viewers of a performer are connected to: one for all sessions of that performer. */
    Mono<PassThrough> outlet(PerformerId performer, StageHome at) {
        return mailbox.ask(() -> {
                    if (at.isGone()) { // an outlet there would be found by who publishes at the next home
                        throw new MediaException(Reason.FAILED, "The media server went meanwhile.");
                    }
                    return outlets.computeIfAbsent(performer, none -> newOutlet(performer, at));
                })
                .flatMap(outlet -> outlet);
    }

    /** One that could not be made is forgotten, unless another has taken its place. */
    private Mono<PassThrough> newOutlet(PerformerId performer, StageHome at) {
        return at.newPassThrough()
                .doOnError(failure -> mailbox.note(() -> {
                    if (!at.isGone()) {
                        outlets.remove(performer);
                    }
                }))
                .cache();
    }

    // Opening sessions.

    @Override
    public Mono<PublishSession> publish(PerformerId performer, String offer) {
        return open(
                () -> {
                    requireRoomFor(performer);
                    SiftedOffer sifted = sieve.publisher(offer, videoCodec);
                    sifted.video().ifPresent(track -> agreeOn(track.codec().name()));
                    comingPublishers.add(performer);
                    return new KurentoPublishSession(this, parts, performer, sifted);
                },
                this::admit,
                session -> comingPublishers.remove(performer));
    }

    @Override
    public Mono<ViewSession> view(String offer, ViewChoice choice) {
        return open(
                () -> {
                    requireRoomForViewer();
                    SiftedOffer sifted = sieve.viewer(offer, videoCodec);
                    comingViewers++;
                    return new KurentoViewSession(this, parts, sifted, choice);
                },
                this::admit,
                session -> comingViewers--);
    }

    private <S extends KurentoSession, R> Mono<R> open(Callable<S> begin, Function<S, R> admit, Consumer<S> came) {
        return mailbox.ask(() -> {
                    requireOpen();
                    return begin.call();
                })
                .flatMap(session -> settle().flatMap(home ->
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

    private void requireRoomFor(PerformerId performer) {
        Set<PerformerId> all = new LinkedHashSet<>(publishers.keySet());
        all.addAll(comingPublishers);
        if (!all.contains(performer) && all.size() >= policy.maxPublications()) {
            throw new MediaException(Reason.OVERLOADED, "The stage has no room for another performer.");
        }
    }

    private void requireRoomForViewer() {
        if (viewers.size() + comingViewers >= policy.maxViewers()) {
            throw new MediaException(Reason.OVERLOADED, "The stage has no room for another viewer.");
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
        if (!publishers.containsKey(session.performer()) && !comingPublishers.contains(session.performer())) {
            putAwayOutlet(session);
        }
        if (publishers.isEmpty() && comingPublishers.isEmpty()) {
            videoCodec = null;
        }
        republish();
        viewers.forEach(this::assign);
        if (flowed) {
            tell(new StageEvent.PublicationEnded(session.describePublication(), reason));
        }
    }

    private void putAwayOutlet(KurentoPublishSession session) {
        StageHome home = here;
        if (outlets.remove(session.performer()) != null && home != null) {
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
        asking.subscribe();
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
            settling.dispose();
            StageHome home = here;
            if (home != null) {
                home.close(); // with all that is in it: nothing is released singly
            }
            List.copyOf(publishers.values()).forEach(session -> session.end(CloseReason.STAGE_CLOSED));
            List.copyOf(viewers).forEach(session -> session.end(CloseReason.STAGE_CLOSED));
            republish();
            events.tryEmitComplete();
            whenClosed.run();
        });
    }
}
