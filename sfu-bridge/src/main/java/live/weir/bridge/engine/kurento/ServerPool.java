package live.weir.bridge.engine.kurento;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.MediaServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** The servers: who is one of them, how each is, and which takes the next stage. */
final class ServerPool {

    private static final Logger log = LoggerFactory.getLogger(ServerPool.class);
    private static final int PLACES_TRIED = 3;

    private final List<URI> uris;
    private final ServerParts parts;
    private final Map<String, MediaServerHandle> servers = new ConcurrentSkipListMap<>();
    private final Errands errands;
    private final Sinks.Empty<Void> firstReady = Sinks.empty();

    ServerPool(List<URI> uris, ServerParts parts) {
        this.uris = List.copyOf(uris);
        this.parts = parts;
        this.errands = new Errands("the pool", parts.incidents());
    }

    /** Waits for the first server to be ready, or for as long as that may take; for the thread that starts the engine. */
    void open(Duration patience) {
        join(resolve());
        PoolSettings pool = parts.pool();
        Mono<Void> lookUp = Mono.fromCallable(this::resolve)
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(this::join)
                .then();
        errands.run("Looking up", every(pool.resolve(), lookUp));
        errands.run("Probing", every(pool.probe(), all(MediaServerHandle::probe)));
        errands.run("Sweeping", every(pool.sweep(), all(MediaServerHandle::sweep)));
        firstReady.asMono().timeout(patience, Mono.empty()).block();
    }

    /** One round after another, without end: a slow one delays the next, and none is lost to the failure of one before. */
    private Mono<Void> every(Duration pause, Mono<Void> round) {
        return Mono.delay(pause)
                .then(round.onErrorComplete(this::note))
                .repeat()
                .then();
    }

    private boolean note(Throwable failure) {
        log.warn("A round of the pool failed: {}", RpcText.excerpt("" + failure.getMessage()));
        parts.incidents().tell("errand-failed");
        return true;
    }

    private Mono<Void> all(Function<MediaServerHandle, Mono<?>> round) {
        return Flux.defer(() -> Flux.fromIterable(servers.values()))
                .flatMap(server -> round.apply(server).onErrorComplete(), 16)
                .then();
    }

    private Set<RpcEndpoint> resolve() {
        Set<RpcEndpoint> found = new LinkedHashSet<>();
        for (URI uri : uris) {
            try {
                Arrays.stream(InetAddress.getAllByName(uri.getHost()))
                        .forEach(address -> found.add(new RpcEndpoint(uri, address)));
            } catch (UnknownHostException unknown) {
                log.warn("No media server is known by the name {}", uri.getHost());
            }
        }
        return found;
    }

    /** What a name no longer stands for is kept while it answers: a name service that fails must not end stages. */
    private void join(Set<RpcEndpoint> found) {
        for (RpcEndpoint endpoint : found) {
            servers.computeIfAbsent(endpoint.name(), name -> {
                MediaServerHandle server = new MediaServerHandle(endpoint, parts, firstReady::tryEmitEmpty);
                server.start();
                return server;
            });
        }
        for (MediaServerHandle server : servers()) {
            server.delist(isDelisted(server.endpoint(), found));
            if (!found.contains(server.endpoint())
                    && server.state() != MediaServer.State.READY
                    && server.stageCount() == 0
                    && servers.remove(server.name(), server)) {
                errands.run("Closing the connection to " + server.name(), server.close());
            }
        }
    }

    /** A name that stands for nothing at all tells of a name service in trouble, not of servers that go. */
    static boolean isDelisted(RpcEndpoint server, Set<RpcEndpoint> found) {
        return !found.contains(server)
                && found.stream().anyMatch(other -> other.uri().equals(server.uri()));
    }

    /** On the least burdened server that takes stages; on the next one if that fails. */
    Mono<StageHome> place(String stage, StageHome.Tenant tenant) {
        return Mono.defer(() -> {
            List<MediaServerHandle> candidates = servers.values().stream()
                    .filter(MediaServerHandle::takesStages)
                    .sorted(Comparator.comparingDouble(MediaServerHandle::burden))
                    .limit(PLACES_TRIED)
                    .toList();
            return candidates.isEmpty() ? Mono.error(nobody()) : openOnOneOf(candidates, stage, tenant);
        });
    }

    private static Mono<StageHome> openOnOneOf(
            List<MediaServerHandle> candidates, String stage, StageHome.Tenant tenant) {
        Mono<StageHome> opened = candidates.get(0).open(stage, tenant);
        List<MediaServerHandle> others = candidates.subList(1, candidates.size());
        return others.isEmpty() ? opened : opened.onErrorResume(failure -> openOnOneOf(others, stage, tenant));
    }

    private MediaException nobody() {
        boolean anyThere = servers.values().stream().anyMatch(server -> server.state() == MediaServer.State.READY);
        return anyThere
                ? new MediaException(Reason.OVERLOADED, "No media server has room for another stage.")
                : new MediaException(Reason.FAILED, "No media server is there.");
    }

    List<MediaServerHandle> servers() {
        return List.copyOf(servers.values());
    }

    MediaServerHandle server(String name) {
        MediaServerHandle server = servers.get(name);
        if (server == null) {
            throw new MediaException(Reason.GONE, "There is no media server " + RpcText.excerpt(name) + ".");
        }
        return server;
    }

    /** One stage after another: a crowd that comes at once is more than what it comes to can take. */
    Mono<Void> drain(String name) {
        return Mono.fromCallable(() -> server(name)).flatMap(server -> {
            server.cordon(true);
            return Flux.fromIterable(server.homes())
                    .concatMap(home -> Mono.<Void>fromRunnable(home::leave).then(Mono.delay(Duration.ofMillis(100))))
                    .then();
        });
    }

    Mono<Void> close() {
        errands.dispose();
        return Flux.fromIterable(servers()).flatMap(MediaServerHandle::close).then();
    }
}
