package live.weir.bridge.engine.kurento;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import live.weir.bridge.engine.CloseReason;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.SessionEvent;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import org.jspecify.annotations.Nullable;
import org.kurento.client.MediaType;
import org.kurento.client.PassThrough;
import org.kurento.client.Stats;
import org.kurento.client.WebRtcEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A viewer's session: an endpoint that is connected to the outlet of one performer at a time. */
final class KurentoViewSession extends KurentoSession implements ViewSession {

    private static final Logger log = LoggerFactory.getLogger(KurentoViewSession.class);

    /** How often within the patience for silent viewers the server is asked; each time it costs the server a look at one stream. */
    private static final int LOOKS = 4;

    /** What an endpoint is connected to. */
    private record Source(PerformerId performer, PassThrough outlet, boolean video) {}

    private volatile ViewChoice choice;
    /** What is wanted, and what the server has been told: only one change at a time is under way. In the mailbox. */
    private @Nullable Source wanted;

    private @Nullable Source connected;
    private boolean changing;
    private final Disposable.Swap moving = Disposables.swap();
    private final Set<MediaKind> early = EnumSet.noneOf(MediaKind.class);

    KurentoViewSession(KurentoStage stage, SessionParts parts, SiftedOffer offer, ViewChoice choice) {
        super(stage, parts, offer);
        this.choice = choice;
    }

    @Override
    boolean isPublisher() {
        return false;
    }

    @Override
    Mono<WebRtcEndpoint> create(StageHome at) {
        return Calls.call(new WebRtcEndpoint.Builder(at.pipeline()).sendonly()::buildAsync);
    }

    /**
     * A viewer's endpoint says upstream what it wants, within these bounds, and the publisher obeys the least of all. With the lower bound
     * as high as the upper one no viewer speaks for the others: one on a slow path loses packets, and nobody else notices.
     */
    @Override
    Mono<Void> allowBandwidth(WebRtcEndpoint made) {
        return Mono.when(
                Calls.tell(done -> made.setMaxVideoSendBandwidth(stage.kilobits(), done)),
                Calls.tell(done -> made.setMinVideoSendBandwidth(stage.kilobits(), done)));
    }

    @Override
    Mono<Void> join(StageHome at, WebRtcEndpoint made) {
        return Mono.empty();
    }

    @Override
    public ViewChoice choice() {
        return choice;
    }

    @Override
    public Mono<Void> choose(ViewChoice newChoice) {
        return stage.mailbox().tell(() -> {
            requireOpen();
            choice = newChoice;
            stage.assign(this);
        });
    }

    @Override
    void ready() {
        stage.assign(this);
        early.forEach(this::flows);
        errands.run("Watching for signs of the viewer", watchForSigns());
    }

    /** In turn for each kind, a few times within the patience; a question that fails is asked again the next time. */
    private Mono<Void> watchForSigns() {
        Duration patience = parts.consentPatience();
        ViewerSigns signs = new ViewerSigns(patience.toNanos());
        return Flux.fromIterable(offer.tracks())
                .concatMap(track -> Mono.delay(patience.dividedBy(LOOKS))
                        .then(look(track.isVideo() ? MediaType.VIDEO : MediaType.AUDIO, signs))
                        .onErrorComplete())
                .repeat()
                .then();
    }

    private Mono<Void> look(MediaType type, ViewerSigns signs) {
        return Calls.<Map<String, Stats>>call(stats -> endpoint().getStats(type, stats))
                .doOnNext(figures -> {
                    if (signs.isSilent(type, figures, System.nanoTime())) {
                        stage.mailbox().note(() -> end(CloseReason.CONSENT_LOST));
                    }
                })
                .then();
    }

    /** In the mailbox: goes on showing what it shows if that is still there, and else the first that is. */
    void assign(List<KurentoPublishSession> onOffer) {
        Source before = wanted;
        KurentoPublishSession next = onOffer.stream()
                .filter(publisher -> before != null && publisher.performer().equals(before.performer()))
                .findFirst()
                .orElse(onOffer.isEmpty() ? null : onOffer.get(0));
        show(next == null ? null : new Source(next.performer(), next.outlet(), choice.video()));
    }

    private void show(@Nullable Source next) {
        Source before = wanted;
        wanted = next;
        for (SiftedOffer.Track track : offer.tracks()) {
            PerformerId was = performerIn(track, before);
            PerformerId is = performerIn(track, next);
            if (!Objects.equals(was, is)) {
                emit(new SessionEvent.TrackShown(track.mid(), track.isVideo() ? MediaKind.VIDEO : MediaKind.AUDIO, is));
            }
        }
        change();
    }

    private static @Nullable PerformerId performerIn(SiftedOffer.Track track, @Nullable Source source) {
        return source == null || (track.isVideo() && !source.video()) ? null : source.performer();
    }

    boolean shows(PerformerId performer) {
        Source now = wanted;
        return now != null && now.performer().equals(performer);
    }

    /** In the mailbox: tells the server, unless it is being told already; what was wanted meanwhile follows. */
    private void change() {
        Source target = wanted;
        if (changing || Objects.equals(target, connected) || !isOpen()) {
            return;
        }
        changing = true;
        moving.update(move(connected, target)
                .subscribe(
                        nothing -> {},
                        failure -> stage.mailbox().note(() -> {
                            log.warn("A viewer could not be shown {}: {}", target, failure.getMessage());
                            parts.incidents().tell("connect-failed");
                            end(CloseReason.ENGINE_FAILED);
                        }),
                        () -> stage.mailbox().note(() -> {
                            changing = false;
                            connected = target;
                            change();
                        })));
    }

    private Mono<Void> move(@Nullable Source from, @Nullable Source to) {
        Mono<Void> leaving = from == null ? Mono.empty() : each(from, this::disconnect);
        Mono<Void> going = to == null ? Mono.empty() : each(to, this::connect);
        return leaving.then(going).then(to == null ? Mono.empty() : Mono.defer(this::askForKeyframe));
    }

    private Mono<Void> each(Source source, SourceStep step) {
        return Flux.fromStream(() -> Stream.of(MediaType.AUDIO, MediaType.VIDEO))
                .filter(type -> type == MediaType.AUDIO || source.video())
                .concatMap(type -> step.of(source.outlet(), type))
                .then();
    }

    private interface SourceStep {
        Mono<Void> of(PassThrough outlet, MediaType type);
    }

    private Mono<Void> connect(PassThrough outlet, MediaType type) {
        return Calls.tell(done -> outlet.connect(endpoint(), type, done));
    }

    /** An outlet that is gone is connected to nobody. */
    private Mono<Void> disconnect(PassThrough outlet, MediaType type) {
        return Calls.tell(done -> outlet.disconnect(endpoint(), type, done)).onErrorComplete(RpcFailure.class);
    }

    /** Older servers do not know how: there the viewer asks by itself. */
    Mono<Void> askForKeyframe() {
        return offer.video().isEmpty()
                ? Mono.empty()
                : Calls.tell(endpoint()::requestKeyframe).onErrorComplete();
    }

    @Override
    public void arrives(boolean video, boolean flows) {}

    /** Media may be seen before the handshake is told of. */
    @Override
    public void leaves(boolean video, boolean flows) {
        if (flows) {
            stage.mailbox().note(() -> {
                MediaKind kind = video ? MediaKind.VIDEO : MediaKind.AUDIO;
                if (isOpen()) {
                    flows(kind);
                } else {
                    early.add(kind);
                }
            });
        }
    }

    @Override
    void gone(CloseReason reason) {
        wanted = null;
        moving.dispose();
        stage.ended(this);
    }
}
