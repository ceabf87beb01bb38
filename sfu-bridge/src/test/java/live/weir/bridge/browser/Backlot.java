package live.weir.bridge.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import live.weir.bridge.engine.MediaSession;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;

/** The least of a server that lets browsers publish and watch on one stage: a page, and two addresses that take offers. */
final class Backlot implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MediaStage stage;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, MediaSession> sessions = new ConcurrentHashMap<>();

    Backlot(MediaStage stage) throws IOException {
        this.stage = stage;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/publish/", exchange -> answer(exchange, this::publish));
        server.createContext("/view/", exchange -> answer(exchange, this::view));
        server.createContext("/", Backlot::page);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    PublishSession publisher(String name) {
        return (PublishSession) Objects.requireNonNull(sessions.get(name));
    }

    ViewSession viewer(String name) {
        return (ViewSession) Objects.requireNonNull(sessions.get(name));
    }

    private MediaSession publish(String name, String offer) {
        return Objects.requireNonNull(
                stage.publish(new PerformerId(name), offer).block(PATIENCE));
    }

    private MediaSession view(String name, String offer) {
        return Objects.requireNonNull(stage.view(offer, ViewChoice.everything()).block(PATIENCE));
    }

    private interface Desk {
        MediaSession open(String name, String offer);
    }

    private void answer(HttpExchange exchange, Desk desk) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        String offer = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            MediaSession session = desk.open(name, offer);
            sessions.put(name, session);
            send(exchange, 201, "application/sdp", session.localDescription().getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException refused) {
            send(exchange, 400, "text/plain", refused.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void page(HttpExchange exchange) throws IOException {
        try (InputStream page = Objects.requireNonNull(Backlot.class.getResourceAsStream("/browser/backlot.html"))) {
            send(exchange, 200, "text/html; charset=utf-8", page.readAllBytes());
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
