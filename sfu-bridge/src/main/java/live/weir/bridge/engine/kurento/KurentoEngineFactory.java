package live.weir.bridge.engine.kurento;

import io.netty.handler.ssl.SslContextBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import live.weir.bridge.engine.ServedMediaEngine;
import live.weir.bridge.engine.ServerGuards;
import reactor.core.publisher.Mono;

/** Makes the engine whose media is moved by Kurento Media Servers: {@code new KurentoEngineFactory().servers(uris).open()}. */
public final class KurentoEngineFactory {

    private List<URI> servers = List.of();
    private RpcSettings rpc = RpcSettings.defaults();
    private PoolSettings pool = PoolSettings.defaults();
    private ServerGuards guards = ServerGuards.none();
    private Owner owner =
            new Owner("weir", "alone", Long.toString(System.currentTimeMillis()), other -> Mono.just(true));
    private TapPorts tapPorts = TapPorts.anyFree();
    private Duration connect = Duration.ofSeconds(15);
    private Duration consent = Duration.ofSeconds(30);
    private int maxStages = 1000;

    /** By {@code ws} or {@code wss} URIs; a host name that stands for several addresses means a server at each. */
    public KurentoEngineFactory servers(List<URI> uris) {
        servers = List.copyOf(uris);
        return this;
    }

    /**
     * Who we are to servers that others use too.
     *
     * @param house all nodes that know of each other; two houses on the same servers need two names
     * @param name of this node
     * @param epoch of this run of it
     * @param lives whether another node of the house is still there: what one that isn't has left is tidied away
     */
    public KurentoEngineFactory owner(String house, String name, String epoch, Function<String, Mono<Boolean>> lives) {
        owner = new Owner(house, name, epoch, lives);
        return this;
    }

    public KurentoEngineFactory guards(ServerGuards filled) {
        guards = filled;
        return this;
    }

    /** How long a request may take, and how long a server may be away until its stages go elsewhere. */
    public KurentoEngineFactory patience(Duration request, Duration ping, Duration away) {
        rpc = rpc.withPatience(request, ping, away);
        return this;
    }

    /**
     * Whom certificates of {@code wss} servers may be signed by, in place of those that the JVM trusts: many servers have one
     * of a house's own.
     *
     * @param certificates a file in PEM format
     */
    public KurentoEngineFactory trust(Path certificates) {
        try {
            rpc = rpc.withTrusted(SslContextBuilder.forClient()
                    .trustManager(certificates.toFile())
                    .build());
        } catch (SSLException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("There are no certificates in " + certificates, unreadable);
        }
        return this;
    }

    /** How long a client may take to connect. */
    public KurentoEngineFactory connect(Duration patience) {
        connect = patience;
        return this;
    }

    /** How long a client may then be silent: a server does not notice. */
    public KurentoEngineFactory consent(Duration patience) {
        consent = patience;
        return this;
    }

    public KurentoEngineFactory maxSessionsPerServer(int count) {
        pool = new PoolSettings(count, pool.probe(), pool.probeWithin(), pool.resolve(), pool.sweep());
        return this;
    }

    /** How often servers are probed, and how long a probe may take. */
    public KurentoEngineFactory probe(Duration every, Duration within) {
        pool = new PoolSettings(pool.mostSessions(), every, within, pool.resolve(), pool.sweep());
        return this;
    }

    public KurentoEngineFactory sweep(Duration every) {
        pool = new PoolSettings(pool.mostSessions(), pool.probe(), pool.probeWithin(), pool.resolve(), every);
        return this;
    }

    public KurentoEngineFactory maxStages(int count) {
        maxStages = count;
        return this;
    }

    /** Where taps receive: UDP ports from the first to the last, and the address that servers send to; empty for the one that they
     * are reached from. */
    public KurentoEngineFactory taps(String address, int firstPort, int lastPort) {
        tapPorts = new TapPorts(address, firstPort, lastPort);
        return this;
    }

    /** Looks names up and waits for the first server, so it is not for an event loop. Servers that come later are taken in. */
    public ServedMediaEngine open() {
        NetworkThreads threads = new NetworkThreads();
        Incidents incidents = new Incidents();
        ServerPool servers =
                new ServerPool(this.servers, new ServerParts(rpc, pool, threads, owner, guards, incidents));
        SessionParts parts = new SessionParts(connect, consent, threads, tapPorts, incidents);
        KurentoEngine engine = new KurentoEngine(servers, threads, parts, maxStages);
        servers.open(rpc.connect().plus(pool.probeWithin()));
        return engine;
    }
}
