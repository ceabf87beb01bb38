package live.weir.bridge.engine.kurento;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import live.weir.bridge.engine.CloseReason;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.PublicationDescription;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.engine.TapSettings;
import live.weir.bridge.engine.TrackDescription;
import org.jspecify.annotations.Nullable;
import org.kurento.client.PassThrough;
import org.kurento.client.RembParams;
import org.kurento.client.WebRtcEndpoint;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A performer's session: an endpoint, and behind it the {@code PassThrough} that viewers are connected to. */
final class KurentoPublishSession extends KurentoSession implements PublishSession {

    /** For the first of its media. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration SECOND_REQUEST = Duration.ofMillis(1200);

    private final PerformerId performer;
    private final List<TrackDescription> tracks;
    /** In the mailbox. */
    private final List<TapReceiver> taps = new ArrayList<>();

    private final Set<MediaKind> arriving = EnumSet.noneOf(MediaKind.class);
    private volatile @Nullable PassThrough outlet;
    private final Disposable.Swap silence = Disposables.swap();
    private boolean flowed;

    KurentoPublishSession(KurentoStage stage, SessionParts parts, PerformerId performer, SiftedOffer offer) {
        super(stage, parts, offer);
        this.performer = performer;
        this.tracks = offer.tracks().stream()
                .map(track -> new TrackDescription(
                        track.mid(),
                        track.isVideo() ? MediaKind.VIDEO : MediaKind.AUDIO,
                        track.codec().name(),
                        track.codec().clockRate(),
                        track.codec().parameters(),
                        List.of()))
                .toList();
    }

    @Override
    public PerformerId performer() {
        return performer;
    }

    @Override
    boolean isPublisher() {
        return true;
    }

    @Override
    Mono<WebRtcEndpoint> create(StageHome at) {
        return Calls.call(new WebRtcEndpoint.Builder(at.pipeline()).recvonly()::buildAsync);
    }

    /**
     * What the publisher is told it may send is the least of what this endpoint and all viewers' endpoints say; and it begins low
     * unless it is told otherwise.
     */
    @Override
    Mono<Void> allowBandwidth(WebRtcEndpoint made) {
        RembParams begin = new RembParams();
        begin.setRembOnConnect((int) Math.min(Integer.MAX_VALUE, stage.policy().maxVideoBitrate()));
        return Mono.when(
                Calls.tell(done -> made.setMaxVideoRecvBandwidth(stage.kilobits(), done)),
                Calls.tell(done -> made.setRembParams(begin, done)));
    }

    /** Viewers are connected to the outlet, which outlives the session if the performer only publishes anew. */
    @Override
    Mono<Void> join(StageHome at, WebRtcEndpoint made) {
        return stage.outlet(performer, at)
                .doOnNext(found -> outlet = found)
                .flatMap(found -> Calls.tell(done -> made.connect(found, done)));
    }

    PassThrough outlet() {
        PassThrough there = outlet;
        if (there == null) {
            throw new IllegalStateException("The session has not been opened");
        }
        return there;
    }

    @Override
    void ready() {
        watchForSilence();
        stage.started(this);
        Set.copyOf(arriving).forEach(this::arrived);
    }

    /** One that sent and sends nothing any more is gone, as far as a server can tell: it makes no consent checks. */
    private void watchForSilence() {
        Duration patience = flowed ? parts.consentPatience() : PATIENCE;
        silence.update(stage.mailbox().after(patience, () -> {
            if (isOpen() && arriving.isEmpty()) {
                end(flowed ? CloseReason.CONSENT_LOST : CloseReason.NO_MEDIA);
            }
        }));
    }

    /** Media may be seen before the handshake is told of. */
    @Override
    public void arrives(boolean video, boolean flows) {
        stage.mailbox().note(() -> {
            MediaKind kind = video ? MediaKind.VIDEO : MediaKind.AUDIO;
            if (!flows) {
                arriving.remove(kind);
            } else if (arriving.add(kind) && isOpen()) {
                arrived(kind);
            }
            if (isOpen()) {
                watchForSilence();
            }
        });
    }

    private void arrived(MediaKind kind) {
        flows(kind);
        if (kind == MediaKind.VIDEO) {
            errands.run("Asking for keyframes", askForKeyframes());
        }
        if (!flowed) {
            flowed = true;
            stage.flows(this);
        }
    }

    /**
     * For viewers who were there before: what they asked for when they came, a server forgets if no picture had come yet. And once
     * more, since it passes on one request a second and may have dropped this one.
     */
    private Mono<Void> askForKeyframes() {
        return Flux.just(Duration.ZERO, SECOND_REQUEST)
                .concatMap(Mono::delay)
                .doOnNext(due -> requestKeyframe())
                .then();
    }

    @Override
    public void leaves(boolean video, boolean flows) {}

    @Override
    void gone(CloseReason reason) {
        silence.dispose();
        List.copyOf(taps).forEach(TapReceiver::end);
        taps.clear();
        stage.ended(this, reason, flowed);
    }

    PublicationDescription describePublication() {
        return new PublicationDescription(performer, id(), tracks);
    }

    @Override
    public void requestKeyframe() {
        if (isOpen()) {
            stage.mailbox().note(() -> stage.askForKeyframe(this));
        }
    }

    @Override
    public Mono<Tap> tap(TapSettings settings) {
        return stage.mailbox()
                .ask(() -> {
                    StageHome at = home();
                    if (!isOpen() || at == null) {
                        throw new MediaException(Reason.CONFLICT, "Nothing is being published in this session.");
                    }
                    return at;
                })
                .flatMap(at -> at.server()
                        .guarded(TapReceiver.open(at, outlet(), offer, parts, stage.kilobits()))
                        .onErrorMap(Calls::translate))
                .flatMap(receiver -> stage.mailbox().ask(() -> attach(receiver, settings)));
    }

    private Tap attach(TapReceiver receiver, TapSettings settings) {
        if (!isOpen()) {
            receiver.end();
            throw new MediaException(Reason.CONFLICT, "The publication has ended.");
        }
        taps.add(receiver);
        return new KurentoTap(receiver, tracks, settings, () -> stage.mailbox().note(() -> taps.remove(receiver)));
    }
}
