package live.weir.bridge.engine.kurento;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import live.weir.bridge.engine.EngineCapabilities;
import live.weir.bridge.engine.EngineLoad;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.MediaServer;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.ServedMediaEngine;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The engine in front of a pool of servers. */
final class KurentoEngine implements ServedMediaEngine {

    /**
     * No simulcast (it forwards one stream of each publisher), no ICE restart and no second negotiation of an endpoint (40208): a new
     * session instead. One performer per view, because an endpoint carries one sound and one picture, and an endpoint is what a peer
     * connection of the client's ends at: to show several, a client opens a session for each. Nor does a server look at the fingerprint
     * that a client announced (seen with 7.3).
     */
    private static final EngineCapabilities CAPABILITIES =
            new EngineCapabilities(false, false, false, false, true, false, false, 1);

    private static final int MAILBOX_THREADS = 2;

    private final ServerPool pool;
    private final NetworkThreads threads;
    private final SessionParts parts;
    private final int maxStages;
    private final Scheduler mailboxes = Schedulers.newParallel("weir-kurento-stage", MAILBOX_THREADS, true);
    private final Incidents incidents;
    private final Errands errands;
    private final ConcurrentMap<StageId, KurentoStage> stages = new ConcurrentHashMap<>();

    KurentoEngine(ServerPool pool, NetworkThreads threads, SessionParts parts, int maxStages) {
        this.pool = pool;
        this.threads = threads;
        this.parts = parts;
        this.incidents = parts.incidents();
        this.errands = new Errands("the engine", incidents);
        this.maxStages = maxStages;
    }

    @Override
    public EngineCapabilities capabilities() {
        return CAPABILITIES;
    }

    /** The stage has its place on a server before anybody comes, so that a pool that has none says so now. */
    @Override
    public Mono<MediaStage> openStage(StageId id, StagePolicy policy) {
        return Mono.defer(() -> {
            if (stages.size() >= maxStages) {
                throw new MediaException(Reason.OVERLOADED, "The engine has no room for another stage.");
            }
            KurentoStage stage =
                    new KurentoStage(id, policy, new Mailbox(mailboxes), parts, pool, () -> stages.remove(id));
            if (stages.putIfAbsent(id, stage) != null) {
                throw new MediaException(Reason.CONFLICT, "The stage " + id + " is open already.");
            }
            return stage.settle()
                    .onErrorMap(Calls::translate)
                    .doOnError(failure -> stages.remove(id, stage))
                    .doOnCancel(() -> errands.run("Closing a stage that nobody waits for", stage.close()))
                    .thenReturn(stage);
        });
    }

    @Override
    public EngineLoad load() {
        List<KurentoStage> all = List.copyOf(stages.values());
        List<MediaServerHandle> servers = pool.servers();
        double busy = servers.stream()
                .filter(server -> server.state() == MediaServer.State.READY && !server.isCordoned())
                .map(MediaServerHandle::busy)
                .min(Comparator.naturalOrder())
                .orElse(1.0); // nobody to take a stage
        return new EngineLoad(
                all.size(),
                all.stream().mapToInt(stage -> stage.publications().size()).sum(),
                all.stream().mapToInt(KurentoStage::viewerCount).sum(),
                0,
                0,
                Math.min(1, Math.max(busy, (double) all.size() / maxStages)));
    }

    @Override
    public List<MediaServer> servers() {
        return pool.servers().stream().map(MediaServerHandle::describe).toList();
    }

    @Override
    public Mono<Void> cordon(String server, boolean on) {
        return Mono.fromRunnable(() -> pool.server(server).cordon(on));
    }

    @Override
    public Mono<Void> drain(String server) {
        return pool.drain(server);
    }

    @Override
    public Flux<String> incidents() {
        return incidents.all();
    }

    @Override
    public Mono<Void> close() {
        return Flux.fromIterable(List.copyOf(stages.values()))
                .flatMap(KurentoStage::close)
                .then(Mono.fromRunnable(errands::dispose))
                .then(pool.close())
                .then(threads.close())
                .then(Mono.<Void>fromRunnable(mailboxes::dispose).subscribeOn(Schedulers.boundedElastic()));
    }
}
