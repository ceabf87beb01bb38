package live.weir.bridge.engine.kurento;

import com.google.gson.JsonObject;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.MediaServer;
import live.weir.bridge.engine.ServerGuards;
import org.jspecify.annotations.Nullable;
import org.kurento.client.KurentoClient;
import org.kurento.client.MediaPipeline;
import org.kurento.client.ServerInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** One server: the connection to it, what of ours is on it, and how it is. */
final class MediaServerHandle implements RpcListener {

    private static final Logger log = LoggerFactory.getLogger(MediaServerHandle.class);
    private static final double TOO_BUSY = 0.9;

    private final RpcEndpoint endpoint;
    private final RpcConnection connection;
    private final KurentoRpcClient rpc;
    private final KurentoClient client;
    private final Canary canary;
    private final Janitor janitor;
    private final ServerGuards.ServerGuard guard;
    private final Owner owner;
    private final PoolSettings settings;
    private final Errands errands;
    private final ReleaseQueue releases;
    private final Set<StageHome> homes = ConcurrentHashMap.newKeySet();
    private final AtomicInteger placing = new AtomicInteger();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicLong restarts = new AtomicLong();
    private final Runnable whenConnected;
    private volatile boolean known;
    private volatile boolean well;
    private volatile boolean cordoned;
    private volatile boolean delisted;
    private volatile @Nullable String version;

    MediaServerHandle(RpcEndpoint endpoint, ServerParts parts, Runnable whenConnected) {
        this.endpoint = endpoint;
        this.settings = parts.pool();
        this.owner = parts.owner();
        this.whenConnected = whenConnected;
        this.errands = new Errands("the media server " + endpoint.name(), parts.incidents());
        this.releases = new ReleaseQueue(errands);
        this.connection = new RpcConnection(endpoint, parts.rpc(), parts.threads(), this);
        this.rpc = new KurentoRpcClient(connection);
        this.client = KurentoClient.createFromJsonRpcClientHonoringClientTimeouts(rpc);
        this.canary = new Canary(endpoint, parts.rpc(), parts.threads(), settings.probeWithin());
        this.janitor = new Janitor(endpoint, parts, this::isKnown);
        this.guard = parts.guards().create(endpoint.name(), Mono.defer(this::provedWell));
    }

    void start() {
        connection.start();
        canary.start();
    }

    String name() {
        return endpoint.name();
    }

    RpcEndpoint endpoint() {
        return endpoint;
    }

    ReleaseQueue releases() {
        return releases;
    }

    /** Our end of the connection: where the server can send to. */
    @Nullable
    InetSocketAddress localAddress() {
        return connection.localAddress();
    }

    // How it is.

    MediaServer.State state() {
        if (!connection.isOpen()) {
            return known ? MediaServer.State.AWAY : MediaServer.State.CONNECTING;
        }
        return well ? MediaServer.State.READY : MediaServer.State.UNWELL;
    }

    MediaServer describe() {
        return new MediaServer(
                name(),
                version,
                state(),
                cordoned,
                homes.size(),
                sessions.get(),
                settings.mostSessions(),
                canary.cpu(),
                canary.latest(),
                restarts.get());
    }

    boolean takesStages() {
        return state() == MediaServer.State.READY && !cordoned && !delisted && hasRoom() && canary.cpu() < TOO_BUSY;
    }

    private boolean hasRoom() {
        return sessions.get() < settings.mostSessions();
    }

    /** The less, the better a new stage is placed here. A stage without sessions yet counts too. */
    double burden() {
        double byCount = (sessions.get() + homes.size() + placing.get()) / (double) settings.mostSessions();
        return byCount + Math.max(0, canary.cpu());
    }

    double busy() {
        return sessions.get() / (double) settings.mostSessions();
    }

    int stageCount() {
        return homes.size();
    }

    void cordon(boolean on) {
        cordoned = on;
    }

    /** Its name does not stand for it any more: it is about to end, so it gets no new stages and keeps those that it has. */
    void delist(boolean gone) {
        if (gone && !delisted) {
            log.info("The media server {} has left its name: it is given no new stages", name());
        }
        delisted = gone;
    }

    boolean isCordoned() {
        return cordoned;
    }

    Mono<Boolean> probe() {
        return canary.probe().doOnNext(this::proved);
    }

    private void proved(boolean works) {
        boolean before = well;
        well = works && connection.isOpen();
        if (before && !well) {
            log.warn("The media server {} fails its probe: it is given no new stages", name());
        } else if (!before && well) {
            log.info("The media server {} is ready", name());
            whenConnected.run();
        }
    }

    private Mono<Boolean> provedWell() {
        return probe().filter(works -> works)
                .switchIfEmpty(Mono.error(
                        () -> new MediaException(Reason.FAILED, "The media server " + name() + " fails its probe.")));
    }

    Mono<Void> sweep() {
        return connection.isOpen() ? janitor.sweep() : Mono.empty();
    }

    // What is on it.

    /** A pipeline for a stage, tagged as ours. */
    Mono<StageHome> open(String stage, StageHome.Tenant tenant) {
        return guarded(Mono.defer(() -> {
                    placing.incrementAndGet();
                    return Calls.<MediaPipeline>call(client::createMediaPipeline)
                            .flatMap(pipeline -> tag(pipeline, stage)
                                    .onErrorResume(failure -> {
                                        releases.add(pipeline);
                                        return Mono.error(failure);
                                    })
                                    .thenReturn(pipeline))
                            .doFinally(signal -> placing.decrementAndGet());
                }))
                .map(pipeline -> settle(new StageHome(this, pipeline, tenant)));
    }

    private StageHome settle(StageHome home) {
        homes.add(home);
        return home;
    }

    private Mono<Void> tag(MediaPipeline pipeline, String stage) {
        return Mono.when(
                Calls.tell(done -> pipeline.addTag(Owner.HOUSE_TAG, owner.house(), done)),
                Calls.tell(done -> pipeline.addTag(Owner.NAME_TAG, owner.name(), done)),
                Calls.tell(done -> pipeline.addTag(Owner.EPOCH_TAG, owner.epoch(), done)),
                Calls.tell(done -> pipeline.addTag(Owner.STAGE_TAG, stage, done)));
    }

    <T> Mono<T> guarded(Mono<T> work) {
        return guard.call(work.onErrorMap(Calls::translate));
    }

    /** Takes a place for a session; its own limit a server notices too late, and crashes were seen near it (BT#471). */
    void takePlace() {
        if (sessions.incrementAndGet() > settings.mostSessions()) {
            sessions.decrementAndGet();
            throw new MediaException(Reason.OVERLOADED, "The media server has no room for another session.");
        }
    }

    void givePlaceBack() {
        sessions.decrementAndGet();
    }

    void forget(StageHome home) {
        homes.remove(home);
    }

    private boolean isKnown(String pipeline) {
        return placing.get() > 0
                || homes.stream().anyMatch(home -> home.pipelineId().equals(pipeline));
    }

    List<StageHome> homes() {
        return List.copyOf(homes);
    }

    // What becomes of the connection. On its loop.

    @Override
    public void connected(boolean anew) {
        if (anew && known) {
            restarts.incrementAndGet();
            log.warn("The media server {} has forgotten what was on it", name());
            loseAll();
        } else if (!anew) {
            homes().forEach(StageHome::comeBack);
        }
        known = true;
        errands.run("Getting to know the server", getToKnow());
    }

    private Mono<Boolean> getToKnow() {
        return Calls.<ServerInfo>call(info -> client.getServerManager().getInfo(info))
                .doOnNext(info -> version = RpcText.excerpt(info.getVersion()))
                .onErrorComplete()
                .then(sweep())
                .then(probe());
    }

    @Override
    public void away() {
        well = false;
    }

    @Override
    public void lost() {
        log.warn("The media server {} is lost: its stages go elsewhere", name());
        loseAll();
    }

    private void loseAll() {
        releases.clear();
        homes().forEach(StageHome::lose);
    }

    @Override
    public void notified(JsonObject notification) {
        rpc.deliver(notification);
    }

    Mono<Void> close() {
        guard.retire();
        errands.dispose();
        return Mono.when(connection.close(), canary.close());
    }
}
