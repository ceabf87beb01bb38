package live.weir.bridge.engine.embedded;

import io.netty.util.concurrent.EventExecutorGroup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.engine.EngineCapabilities;
import live.weir.bridge.engine.EngineLoad;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.sdp.CodecPolicy;
import live.weir.bridge.transport.MediaPort;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The engine inside this process: one port, and the stages on it. */
final class EmbeddedEngine implements MediaEngine {

    private static final EngineCapabilities CAPABILITIES = new EngineCapabilities(
            true, true, true, true, true, true, true, CodecPolicy.standard().viewerSlots());

    /**
     * By then what is forwarded is late for everybody, and each newcomer makes it worse. A crowd comes in bursts, which
     * are over by then.
     */
    private static final double MOST_BEHIND_NANOS = 1e9;

    private final MediaPort port;
    private final PortLoad load;
    private final EventExecutorGroup mailboxes;
    private final SessionParts parts;
    private final int maxStages;
    private final ConcurrentMap<StageId, EmbeddedStage> stages = new ConcurrentHashMap<>();

    EmbeddedEngine(MediaPort port, EventExecutorGroup mailboxes, int maxStages, Duration connectPatience) {
        this.port = port;
        this.load = new PortLoad(port);
        this.mailboxes = mailboxes;
        this.parts = new SessionParts(port, new LoopTickers(), connectPatience);
        this.maxStages = maxStages;
    }

    @Override
    public EngineCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Mono<MediaStage> openStage(StageId id, StagePolicy policy) {
        return Mono.fromCallable(() -> {
            if (stages.size() >= maxStages) {
                throw new MediaException(Reason.OVERLOADED, "The engine has no room for another stage.");
            }
            EmbeddedStage stage =
                    new EmbeddedStage(id, policy, new Mailbox(mailboxes.next()), parts, () -> stages.remove(id));
            if (stages.putIfAbsent(id, stage) != null) {
                throw new MediaException(Reason.CONFLICT, "The stage " + id + " is open already.");
            }
            return stage;
        });
    }

    @Override
    public EngineLoad load() {
        List<EmbeddedStage> all = List.copyOf(stages.values());
        int publications =
                all.stream().mapToInt(stage -> stage.publications().size()).sum();
        int viewers = all.stream().mapToInt(EmbeddedStage::viewerCount).sum();
        PortLoad.Look look = load.look();
        return new EngineLoad(
                all.size(),
                publications,
                viewers,
                look.receivedBitsPerSecond(),
                look.sentBitsPerSecond(),
                busy((double) all.size() / maxStages));
    }

    /** What is short: places for stages or peers, or, most of the time, the cores. */
    private double busy(double stagesShare) {
        double strain = Math.min(1, port.behindNanos() / MOST_BEHIND_NANOS);
        return Math.max(Math.max(stagesShare, port.peersShare()), strain);
    }

    @Override
    public Mono<Void> close() {
        return Flux.fromIterable(List.copyOf(stages.values()))
                .flatMap(EmbeddedStage::close)
                .then(Mono.<Void>fromRunnable(this::release).subscribeOn(Schedulers.boundedElastic()));
    }

    private void release() {
        port.close();
        mailboxes.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
