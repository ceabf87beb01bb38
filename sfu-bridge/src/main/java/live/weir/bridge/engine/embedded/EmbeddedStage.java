package live.weir.bridge.engine.embedded;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import live.weir.bridge.engine.CloseReason;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.PublicationDescription;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.StageEvent;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.engine.TrackCount;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import live.weir.bridge.forward.Speakers;
import live.weir.bridge.sdp.CodecPolicy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A stage: who publishes, who watches, and who sees whom. All of it changes in the mailbox only. */
final class EmbeddedStage implements MediaStage {

    private static final int EVENTS_WAITING = 256;

    private final StageId id;
    private final StagePolicy policy;
    private final CodecPolicy codecs;
    private final Mailbox mailbox;
    private final SessionParts parts;
    private final Runnable whenClosed;
    private final Speakers speakers;
    private final Map<PerformerId, EmbeddedPublishSession> publishers = new LinkedHashMap<>();
    private final Set<EmbeddedViewSession> viewers = new LinkedHashSet<>();
    private final Sinks.Many<StageEvent> events = Sinks.many().multicast().directBestEffort();
    private volatile List<PublicationDescription> published = List.of();
    private volatile int viewerCount;
    private volatile boolean closed;

    EmbeddedStage(StageId id, StagePolicy policy, Mailbox mailbox, SessionParts parts, Runnable whenClosed) {
        this.id = id;
        this.policy = policy;
        this.codecs = Descriptions.codecs(policy);
        this.mailbox = mailbox;
        this.parts = parts;
        this.whenClosed = whenClosed;
        this.speakers = new Speakers(policy.maxPublications());
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

    CodecPolicy codecs() {
        return codecs;
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

    @Override
    public Mono<PublishSession> publish(PerformerId performer, String offer) {
        return open(() -> {
            requireRoomFor(performer);
            return admit(EmbeddedPublishSession.answering(this, parts, performer, offer));
        });
    }

    /** Refused before it replaces anything: who publishes well goes on. */
    @Override
    public Mono<PublishSession> publishWhole(PerformerId performer, String offer) {
        return open(() -> {
            requireRoomFor(performer);
            return admit(EmbeddedPublishSession.answeringWhole(this, parts, performer, offer));
        });
    }

    @Override
    public Mono<PublishSession> offerToPublish(PerformerId performer, TrackCount tracks) {
        return open(() -> {
            requireRoomFor(performer);
            return admit(EmbeddedPublishSession.offering(this, parts, performer, tracks));
        });
    }

    @Override
    public Mono<ViewSession> view(String offer, ViewChoice choice) {
        return open(() -> {
            requireRoomForViewer();
            return admit(EmbeddedViewSession.answering(this, parts, offer, choice));
        });
    }

    @Override
    public Mono<ViewSession> offerToView(TrackCount tracks, ViewChoice choice) {
        return open(() -> {
            requireRoomForViewer();
            return admit(EmbeddedViewSession.offering(this, parts, tracks, choice));
        });
    }

    private <T> Mono<T> open(Callable<T> change) {
        return mailbox.ask(() -> {
            if (closed) {
                throw new MediaException(Reason.GONE, "The stage has ended.");
            }
            return change.call();
        });
    }

    private void requireRoomFor(PerformerId performer) {
        if (!publishers.containsKey(performer) && publishers.size() >= policy.maxPublications()) {
            throw new MediaException(Reason.OVERLOADED, "The stage has no room for another performer.");
        }
    }

    private void requireRoomForViewer() {
        if (viewers.size() >= policy.maxViewers()) {
            throw new MediaException(Reason.OVERLOADED, "The stage has no room for another viewer.");
        }
    }

    private PublishSession admit(EmbeddedPublishSession session) {
        EmbeddedPublishSession former = publishers.remove(session.performer());
        publishers.put(session.performer(), session);
        if (former != null) {
            former.end(CloseReason.REPLACED);
        }
        return session;
    }

    private ViewSession admit(EmbeddedViewSession session) {
        viewers.add(session);
        viewerCount = viewers.size();
        return session;
    }

    /** In the mailbox. */
    void heard(EmbeddedPublishSession session, int level, long at) {
        int speaker = speakers.hear(session.seat(), level, at);
        if (speaker == Speakers.NOBODY) {
            return;
        }
        for (EmbeddedPublishSession publisher : publishers.values()) {
            if (publisher.seat() == speaker) {
                tell(new StageEvent.SpeakerChanged(publisher.performer()));
            }
        }
    }

    /** In the mailbox: what the performer sends can be watched. */
    void started(EmbeddedPublishSession session) {
        session.sit(speakers.sit());
        republish();
        viewers.forEach(this::assign);
    }

    /** In the mailbox: media flows. */
    void flows(EmbeddedPublishSession session) {
        tell(new StageEvent.PublicationStarted(session.describePublication()));
    }

    /** In the mailbox. */
    void ended(EmbeddedPublishSession session, CloseReason reason, boolean flowed) {
        publishers.remove(session.performer(), session);
        speakers.leave(session.seat());
        session.sit(Speakers.NOBODY);
        republish();
        viewers.forEach(this::assign);
        if (flowed) {
            tell(new StageEvent.PublicationEnded(session.describePublication(), reason));
        }
    }

    /** In the mailbox. */
    void ended(EmbeddedViewSession session) {
        viewers.remove(session);
        viewerCount = viewers.size();
    }

    /** In the mailbox: gives the viewer what it wants and has room for. */
    void assign(EmbeddedViewSession viewer) {
        if (viewer.state() == SessionState.CONNECTED || viewer.state() == SessionState.FLOWING) {
            viewer.assign(publishers.values().stream()
                    .filter(publisher -> viewer.choice().includes(publisher.performer()))
                    .flatMap(publisher -> publisher.offerings().stream())
                    .toList());
        }
    }

    private void republish() {
        published = publishers.values().stream()
                .filter(publisher -> !publisher.offerings().isEmpty())
                .map(EmbeddedPublishSession::describePublication)
                .toList();
    }

    private void tell(StageEvent event) {
        events.tryEmitNext(event); // nobody listening is fine
    }

    @Override
    public Mono<Void> close() {
        return mailbox.tell(() -> {
            if (!closed) {
                closed = true;
                List.copyOf(publishers.values()).forEach(session -> session.end(CloseReason.STAGE_CLOSED));
                List.copyOf(viewers).forEach(session -> session.end(CloseReason.STAGE_CLOSED));
                events.tryEmitComplete();
                whenClosed.run();
            }
        });
    }
}
