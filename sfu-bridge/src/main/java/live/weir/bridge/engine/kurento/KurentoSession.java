package live.weir.bridge.engine.kurento;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import live.weir.bridge.engine.CloseReason;
import live.weir.bridge.engine.IceCredentials;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.MediaSession;
import live.weir.bridge.engine.SessionEvent;
import live.weir.bridge.engine.SessionId;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.SessionStatistics;
import live.weir.bridge.sdp.IceCandidate;
import live.weir.bridge.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;
import org.kurento.client.MediaType;
import org.kurento.client.Stats;
import org.kurento.client.WebRtcEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What publishers' and viewers' sessions have in common: an endpoint on a server. All of it changes in the stage's mailbox. */
abstract class KurentoSession implements MediaSession, EndpointEvents.Listener {

    private static final Logger log = LoggerFactory.getLogger(KurentoSession.class);
    private static final int EVENTS_KEPT = 256;

    private final SessionId id;
    final KurentoStage stage;
    final SessionParts parts;
    final SiftedOffer offer;
    private final Sinks.Many<SessionEvent> events = Sinks.many().replay().limit(EVENTS_KEPT);
    private final Gathering gathering = new Gathering();
    final Errands errands;
    private final Set<MediaKind> flowing = EnumSet.noneOf(MediaKind.class);
    private volatile SessionState state = SessionState.CONNECTING;
    private volatile String localDescription = "";
    private volatile String path = "";
    private volatile @Nullable WebRtcEndpoint endpoint;
    private volatile @Nullable StageHome home;
    private @Nullable Disposable deadline;
    private boolean iceIsUp;

    KurentoSession(KurentoStage stage, SessionParts parts, SiftedOffer offer) {
        this.id = parts.newSessionId();
        this.stage = stage;
        this.parts = parts;
        this.offer = offer;
        this.errands = new Errands("session " + id, parts.incidents());
    }

    // Opening. Not in the mailbox: it takes several answers of the server's.

    /** Makes the endpoint and lets it answer the offer. */
    Mono<Void> open(StageHome at) {
        return Mono.defer(() -> {
            at.server().takePlace();
            home = at;
            return create(at)
                    .doOnNext(made -> endpoint = made)
                    .flatMap(made -> prepare(made).thenReturn(made))
                    .flatMap(this::negotiate)
                    .then(Mono.defer(() -> join(at, endpoint())));
        });
    }

    abstract Mono<WebRtcEndpoint> create(StageHome at);

    /** Connects the endpoint with the others of the stage, as far as that is done before the client comes. */
    abstract Mono<Void> join(StageHome at, WebRtcEndpoint made);

    private Mono<Void> prepare(WebRtcEndpoint made) {
        return Mono.when(EndpointEvents.listen(made, this), allowBandwidth(made));
    }

    abstract Mono<Void> allowBandwidth(WebRtcEndpoint made);

    /** All addresses are in the answer, as the contract says: so it waits until the server knows them, but not for ever. */
    private Mono<Void> negotiate(WebRtcEndpoint made) {
        return Calls.<String>call(answer -> made.processOffer(offer.text(), answer))
                .map(answer -> ServerAnswer.check(answer, offer))
                .flatMap(answer -> Calls.tell(made::gatherCandidates)
                        .then(gathering.done())
                        .then(Mono.fromRunnable(() -> describe(answer))));
    }

    private void describe(SessionDescription answer) {
        List<IceCandidate> candidates = gathering.found();
        if (candidates.isEmpty()) {
            throw new MediaException(Reason.FAILED, "The media server has no address.");
        }
        localDescription = ServerAnswer.with(answer, candidates);
    }

    /** In the mailbox, once the answer is there: from here on the client may come. */
    void expectClient() {
        deadline = stage.mailbox().after(parts.connectPatience(), () -> {
            if (state == SessionState.CONNECTING) {
                // With ICE up the way is there, and it is the client's handshake that isn't done.
                end(iceIsUp ? CloseReason.HANDSHAKE_FAILED : CloseReason.CONNECT_TIMEOUT);
            }
        });
    }

    /** Also where the opening failed half way; at most once counts. */
    void giveBack() {
        StageHome was = home;
        home = null;
        if (was == null) {
            return;
        }
        was.server().givePlaceBack();
        WebRtcEndpoint made = endpoint;
        if (made != null) {
            was.release(made);
        }
    }

    @Nullable
    StageHome home() {
        return home;
    }

    WebRtcEndpoint endpoint() {
        return Objects.requireNonNull(endpoint);
    }

    /** In the mailbox: the server's notices were lost for a moment. What it says now may be known already. */
    void catchUp() {
        WebRtcEndpoint asked = endpoint;
        if (asked != null && state != SessionState.CLOSED) {
            errands.run("Asking what became of it", EndpointEvents.ask(asked, this));
        }
    }

    // What the server tells. On its connection's loop.

    @Override
    public void candidate(String line) {
        gathering.found(line);
    }

    @Override
    public void gathered() {
        gathering.end();
    }

    @Override
    public void path(String remoteCandidate) {
        path = Gathering.addressOf(remoteCandidate);
    }

    @Override
    public void iceUp() {
        stage.mailbox().note(() -> iceIsUp = true);
    }

    @Override
    public void iceDown() {
        stage.mailbox().note(() -> {
            if (state == SessionState.CONNECTED || state == SessionState.FLOWING) {
                end(CloseReason.CONSENT_LOST);
            }
        });
    }

    @Override
    public void secured() {
        stage.mailbox().note(() -> {
            if (state == SessionState.CONNECTING) {
                moveTo(SessionState.CONNECTED);
                emit(new SessionEvent.Connected());
                ready();
            }
        });
    }

    @Override
    public void handshakeFailed() {
        stage.mailbox().note(() -> end(CloseReason.HANDSHAKE_FAILED));
    }

    @Override
    public void clientLeft() {
        stage.mailbox().note(() -> {
            if (state != SessionState.CONNECTING) {
                end(CloseReason.LEFT);
            }
        });
    }

    @Override
    public void transcodes(String what) {
        log.error(
                "The media server transcodes {} of session {}: that costs a core, and no offer should lead to it",
                what,
                id);
        parts.incidents().tell("transcoding");
    }

    @Override
    public void failed(String description) {
        log.warn("The media server reports an error of session {}: {}", id, RpcText.excerpt(description));
        parts.incidents().tell("endpoint-error");
    }

    /** In the mailbox, once connected. */
    abstract void ready();

    /** In the mailbox, at the first sign of media of a kind. */
    void flows(MediaKind kind) {
        if (state == SessionState.CONNECTED) {
            moveTo(SessionState.FLOWING);
        }
        if (flowing.add(kind)) {
            emit(new SessionEvent.MediaFlowing(kind));
            if (kind == MediaKind.VIDEO) {
                // A server lets nothing through before a keyframe, and does not tell its size.
                emit(new SessionEvent.FirstKeyframe(0, 0));
            }
        }
    }

    // The contract.

    @Override
    public SessionId id() {
        return id;
    }

    @Override
    public SessionState state() {
        return state;
    }

    @Override
    public String localDescription() {
        return localDescription;
    }

    @Override
    public Flux<SessionEvent> events() {
        return events.asFlux();
    }

    /** In the mailbox. */
    void emit(SessionEvent event) {
        events.tryEmitNext(event).orThrow();
    }

    private void moveTo(SessionState next) {
        state = state.to(next);
    }

    boolean isOpen() {
        return state == SessionState.CONNECTED || state == SessionState.FLOWING;
    }

    /** In the mailbox; the first reason is the one that is told. */
    void end(CloseReason reason) {
        if (state == SessionState.CLOSED) {
            return;
        }
        moveTo(SessionState.CLOSED);
        Disposable waiting = deadline;
        if (waiting != null) {
            waiting.dispose();
        }
        errands.dispose();
        giveBack();
        gone(reason);
        emit(new SessionEvent.Closed(reason));
        events.tryEmitComplete().orThrow();
    }

    /** In the mailbox. */
    abstract void gone(CloseReason reason);

    @Override
    public Mono<Void> close() {
        return Mono.defer(() ->
                state == SessionState.CLOSED ? Mono.empty() : stage.mailbox().tell(() -> end(CloseReason.CLOSED)));
    }

    @Override
    public Mono<Void> accept(String answer) {
        return stage.mailbox().tell(() -> {
            throw new MediaException(Reason.CONFLICT, "There is no offer of ours that waits for an answer.");
        });
    }

    @Override
    public Mono<String> renegotiate(String renewed) {
        return refuse("This session is not renegotiated: open another.");
    }

    @Override
    public Mono<IceCredentials> restartIce(IceCredentials client) {
        return refuse("This session does not restart: open another.");
    }

    private <T> Mono<T> refuse(String sentence) {
        return stage.mailbox().ask(() -> {
            requireOpen();
            throw new MediaException(Reason.UNSUPPORTED, sentence);
        });
    }

    void requireOpen() {
        if (state == SessionState.CLOSED) {
            throw new MediaException(Reason.GONE, "The session has ended.");
        }
    }

    @Override
    public Mono<Void> addCandidates(List<String> candidates) {
        return stage.mailbox()
                .ask(() -> {
                    requireOpen();
                    List<IceCandidate> parsed = new ArrayList<>();
                    for (String line : candidates) {
                        if (!line.contains("end-of-candidates")) {
                            parsed.add(OfferSieve.refusing(Reason.BAD_DESCRIPTION, () -> IceCandidate.parse(line)));
                        }
                    }
                    return parsed;
                })
                .flatMapMany(Flux::fromIterable)
                .concatMap(this::add)
                .then()
                .onErrorMap(Calls::translate);
    }

    /** All m-lines share the first one's way. */
    private Mono<Void> add(IceCandidate candidate) {
        String mid = offer.tracks().get(0).mid();
        org.kurento.client.IceCandidate line = new org.kurento.client.IceCandidate(candidate.line(), mid, 0);
        return Calls.tell(done -> endpoint().addIceCandidate(line, done));
    }

    @Override
    public Mono<SessionStatistics> statistics() {
        return Mono.defer(() -> {
            if (state == SessionState.CLOSED || home == null) {
                return Mono.just(figures(Map.of(), Map.of()));
            }
            WebRtcEndpoint asked = endpoint();
            return Mono.zip(
                            Calls.<Map<String, Stats>>call(stats -> asked.getStats(MediaType.AUDIO, stats)),
                            Calls.<Map<String, Stats>>call(stats -> asked.getStats(MediaType.VIDEO, stats)))
                    .map(both -> figures(both.getT1(), both.getT2()))
                    .timeout(Duration.ofSeconds(5))
                    .onErrorMap(Calls::translate);
        });
    }

    private SessionStatistics figures(Map<String, Stats> audio, Map<String, Stats> video) {
        return Figures.of(state, path, offer, audio, video, isPublisher());
    }

    abstract boolean isPublisher();
}
