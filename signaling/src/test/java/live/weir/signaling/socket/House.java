package live.weir.signaling.socket;

import static live.weir.testing.Now.done;

import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.embedded.EmbeddedEngineFactory;
import live.weir.signaling.protocol.ServerMessage.Role;
import live.weir.signaling.stage.Cluster;
import live.weir.signaling.stage.Credentials;
import live.weir.signaling.stage.IceServers;
import live.weir.signaling.stage.RecordedPrograms;
import live.weir.signaling.stage.StageLimits;
import live.weir.signaling.stage.StageMeters;
import live.weir.signaling.stage.StagePorts;
import live.weir.signaling.stage.StageTime;
import live.weir.signaling.stage.Stages;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A node as far as the stage goes: an engine, its stages, and a server whose sockets lead there. */
final class House implements AutoCloseable {

    /** Patient with seats on a busy machine, but not with stages that nobody plays on. */
    static final StageLimits LIMITS = limits(Duration.ofSeconds(2), Duration.ofSeconds(60));

    /** Whose seats are soon given up. */
    static final StageLimits HASTY = limits(Duration.ofSeconds(1), Duration.ofSeconds(1));

    static final StageLimits PATIENT = limits(Duration.ofSeconds(60), Duration.ofSeconds(60));

    private static final SocketLimits SOCKETS = new SocketLimits(
            40, 10, Duration.ofSeconds(60), Duration.ofSeconds(120), 256, 1 << 20, Duration.ofSeconds(5));

    private static StageLimits limits(Duration grace, Duration seatPatience) {
        return new StageLimits(4, 50, 200, 8, 3, 0.9, grace, seatPatience, Duration.ofSeconds(60));
    }

    final Cluster.Node node;
    final MediaEngine engine;
    final Stages stages;
    final Counts counts = new Counts();
    final RecordedPrograms programs = new RecordedPrograms();
    final MovableClock clock = new MovableClock();
    private final Scheduler scheduler = Schedulers.newParallel("test-stages", 2);
    private final DisposableServer server;

    House(Cluster cluster) {
        this(cluster, LIMITS);
    }

    House(Cluster cluster, StageLimits limits) {
        this(cluster, limits, SOCKETS);
    }

    House(Cluster cluster, StageLimits limits, SocketLimits socketLimits) {
        this(cluster, limits, socketLimits, engine());
    }

    House(Cluster cluster, StageLimits limits, SocketLimits socketLimits, MediaEngine engine) {
        this.node = cluster.node();
        this.engine = engine;
        StageTime time = new StageTime(clock, scheduler);
        this.stages = new Stages(engine, new StagePorts(node, node, node, new NoIce(), programs), limits, time, counts);
        StageSocketHandler handler = new StageSocketHandler(
                stages,
                new Doors(),
                handshake -> new Credentials(null, null, InetAddress.getLoopbackAddress(), Map.of()),
                socketLimits,
                time,
                counts);
        HandshakeWebSocketService upgrades = new HandshakeWebSocketService(new StageUpgrade());
        HttpHandler http = WebHttpHandlerBuilder.webHandler(exchange -> upgrades.handleRequest(exchange, handler))
                .codecConfigurer(ServerCodecConfigurer.create()) // read from a file, so not by the first request
                .build();
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(http))
                .bindNow();
    }

    static MediaEngine engine() {
        return new EmbeddedEngineFactory()
                .port(0)
                .bind(List.of(InetAddress.getLoopbackAddress()))
                .eventLoops(1)
                .patience(Duration.ofSeconds(10), Duration.ofSeconds(3))
                .open();
    }

    URI socket(String slug) {
        return URI.create("ws://127.0.0.1:" + server.port() + "/ws/stage/" + slug);
    }

    int port() {
        return server.port();
    }

    Visitor visitor(String slug) {
        return new Visitor(socket(slug));
    }

    private record NoIce() implements IceServers {
        @Override
        public List<IceServer> forClient(String name) {
            return List.of(new IceServer(List.of("stun:stun.example:3478"), null, null));
        }

        @Override
        public boolean relayOnly() {
            return false;
        }
    }

    /** As if the node died: nothing is said, nothing given back. */
    void die() {
        server.disposeNow();
        scheduler.dispose();
        done(engine.close());
    }

    @Override
    public void close() {
        done(stages.close());
        server.disposeNow();
        done(engine.close());
        scheduler.dispose();
    }

    /** The wall's clock, which a test may put forward. */
    static final class MovableClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        void forward(Duration by) {
            ahead = ahead.plus(by);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Counts what is counted. */
    static final class Counts implements StageMeters {
        final AtomicInteger stages = new AtomicInteger();
        final AtomicInteger seats = new AtomicInteger();
        final AtomicInteger sockets = new AtomicInteger();
        final Map<String, Integer> dropped = new ConcurrentHashMap<>();

        @Override
        public void stageOpened() {
            stages.incrementAndGet();
        }

        @Override
        public void stageClosed() {
            stages.decrementAndGet();
        }

        @Override
        public void seatTaken(Role role) {
            seats.incrementAndGet();
        }

        @Override
        public void seatLeft(Role role) {
            seats.decrementAndGet();
        }

        @Override
        public void socketOpened() {
            sockets.incrementAndGet();
        }

        @Override
        public void socketClosed() {
            sockets.decrementAndGet();
        }

        @Override
        public void dropped(String what) {
            dropped.merge(what, 1, Integer::sum);
        }
    }
}
