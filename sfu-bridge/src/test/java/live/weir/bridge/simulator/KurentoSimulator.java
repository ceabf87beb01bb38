package live.weir.bridge.simulator;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.embedded.EmbeddedEngineFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/** The server: its socket, its sessions, and the ways in which it fails. One thread does all its work, as a real one's seems to. */
public final class KurentoSimulator implements AutoCloseable {

    /** Handed over without a lock: those who hand over are event loops. Its thread is a plain one, for it does wait. */
    private final EventExecutor work = new DefaultEventExecutor(task -> {
        Thread thread = new Thread(task, "kurento-simulator");
        thread.setDaemon(true);
        return thread;
    });

    private final Map<String, SimulatedSession> sessions = new ConcurrentHashMap<>();
    private final List<SimulatedSocket> sockets = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<Misbehaviour>> plans = new ConcurrentHashMap<>();
    private final Map<String, Misbehaviour> habits = new ConcurrentHashMap<>();
    private final MediaEngine media;
    private final int port;
    private volatile SimulatedObjects objects;
    private volatile String serverId = UUID.randomUUID().toString();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final Set<String> withheld = ConcurrentHashMap.newKeySet();
    private final @Nullable SslContext certificate;
    private volatile boolean deaf;
    private volatile boolean mute;
    private volatile @Nullable DisposableServer server;

    /** As a real one it makes no consent checks: who falls silent stays, as long as any test lasts. */
    private static final Duration NO_CONSENT = Duration.ofMinutes(5);

    private static final Duration CONNECT = Duration.ofSeconds(20);

    public KurentoSimulator() {
        this(null);
    }

    /** @param certificate for a socket over TLS; null for a plain one */
    public KurentoSimulator(@Nullable SslContext certificate) {
        this.certificate = certificate;
        media = new EmbeddedEngineFactory()
                .port(0)
                .bind(List.of(InetAddress.getLoopbackAddress()))
                .eventLoops(2)
                .patience(CONNECT, NO_CONSENT)
                .open();
        objects = new SimulatedObjects(media);
        port = listen(0);
    }

    private int listen(int at) {
        SslContext tls = certificate;
        DisposableServer bound = (tls == null
                        ? HttpServer.create()
                        : HttpServer.create().secure(spec -> spec.sslContext(tls)))
                .doOnChannelInit((observer, channel, remote) -> handshakes.incrementAndGet())
                .host("127.0.0.1")
                .port(at)
                .route(routes -> routes.ws("/kurento", this::converse))
                .bindNow();
        server = bound;
        return bound.port();
    }

    public URI uri() {
        return URI.create((certificate == null ? "ws" : "wss") + "://127.0.0.1:" + port + "/kurento");
    }

    private Mono<Void> converse(WebsocketInbound in, WebsocketOutbound out) {
        SimulatedSocket socket = new SimulatedSocket(out);
        in.withConnection(socket::is);
        sockets.add(socket);
        Mono<Void> reading = in.receive()
                .asString()
                .doOnNext(text -> submit(() -> take(socket, text)))
                .then()
                .doFinally(signal -> sockets.remove(socket));
        return Mono.firstWithSignal(reading, socket.writing());
    }

    private void submit(Runnable task) {
        try {
            work.execute(task);
        } catch (RejectedExecutionException over) {
            // the server is closed
        }
    }

    private void take(SimulatedSocket socket, String text) {
        if (deaf) {
            return;
        }
        JsonObject request = JsonParser.parseString(text).getAsJsonObject();
        JsonObject params = request.getAsJsonObject("params");
        String what = nameOf(request, params);
        Misbehaviour misbehaviour = planned(what);
        if (misbehaviour == null || misbehaviour == Misbehaviour.LOSE_REPLY || misbehaviour == Misbehaviour.SLOW) {
            JsonObject answer = answer(socket, request, params);
            if (misbehaviour == null) {
                socket.send(answer.toString());
            } else if (misbehaviour == Misbehaviour.SLOW) {
                Mono.delay(Duration.ofMillis(500)).subscribe(later -> socket.send(answer.toString()));
            }
        } else {
            socket.misbehave(misbehaviour, request.get("id").getAsInt());
        }
    }

    /** The method, or the operation that is invoked, or the type that is created. */
    private static String nameOf(JsonObject request, JsonObject params) {
        String method = request.get("method").getAsString();
        return switch (method) {
            case "invoke" -> params.get("operation").getAsString();
            case "create" -> params.get("type").getAsString();
            default -> method;
        };
    }

    private @Nullable Misbehaviour planned(String what) {
        Deque<Misbehaviour> plan = plans.get(what);
        Misbehaviour next = plan == null ? null : plan.poll();
        return next != null ? next : habits.get(what);
    }

    private JsonObject answer(SimulatedSocket socket, JsonObject request, JsonObject params) {
        JsonObject answer = new JsonObject();
        answer.addProperty("jsonrpc", "2.0");
        answer.add("id", request.get("id"));
        try {
            answer.add("result", result(socket, request.get("method").getAsString(), params));
        } catch (SimulatedError refused) {
            answer.add("error", SimulatedSocket.error(refused.code(), String.valueOf(refused.getMessage())));
        }
        return answer;
    }

    private JsonObject result(SimulatedSocket socket, String method, JsonObject params) {
        if (method.equals("connect")) {
            return connect(socket, params);
        }
        if (method.equals("ping")) {
            return pong(params);
        }
        SimulatedSession session = sessions.get(text(params, "sessionId"));
        if (session == null) {
            throw new SimulatedError(40007, "Invalid session");
        }
        session.isUsed();
        JsonObject result = new JsonObject();
        result.addProperty("sessionId", session.id());
        switch (method) {
            case "create" -> result.addProperty("value", objects.create(session, params));
            case "invoke" -> objects.invoke(session, params, result);
            case "subscribe" ->
                result.addProperty("value", session.subscribe(text(params, "object"), text(params, "type")));
            case "release" -> objects.release(text(params, "object"));
            case "closeSession" -> {
                sessions.remove(session.id());
                objects.releaseAllOf(session);
            }
            default -> throw new SimulatedError(-32601, "No method " + method);
        }
        return result;
    }

    /** It looks at no session: that a ping is answered does not say that ours is still there. */
    private static JsonObject pong(JsonObject params) {
        JsonObject result = new JsonObject();
        result.addProperty("sessionId", text(params, "sessionId"));
        result.addProperty("value", "pong");
        return result;
    }

    private JsonObject connect(SimulatedSocket socket, JsonObject params) {
        String wanted = text(params, "sessionId");
        SimulatedSession session =
                wanted.isEmpty() ? new SimulatedSession(() -> mute, withheld::contains) : sessions.get(wanted);
        if (session == null || (!wanted.isEmpty() && !session.wasUsed())) {
            throw new SimulatedError(40007, "Invalid session");
        }
        sessions.put(session.id(), session);
        session.isOn(socket);
        JsonObject result = new JsonObject();
        result.addProperty("sessionId", session.id());
        result.addProperty("serverId", serverId);
        return result;
    }

    static String text(JsonObject params, String name) {
        return params.has(name) ? params.get(name).getAsString() : "";
    }

    // What it is told to do wrong.

    /** The next time it is asked for that: a method, an operation, or the type of what is to be created. */
    public void next(String what, Misbehaviour misbehaviour) {
        plans.computeIfAbsent(what, none -> new ArrayDeque<>()).add(misbehaviour);
    }

    public void always(String what, Misbehaviour misbehaviour) {
        habits.put(what, misbehaviour);
    }

    public void behave() {
        habits.clear();
        plans.clear();
        deaf = false;
        mute = false;
        withheld.clear();
        sessions.values().forEach(SimulatedSession::tellWithheld);
    }

    /** Tells of events of these types only once it behaves again: what they tell of takes longer, as far as anyone can see. */
    public void withhold(String... types) {
        withheld.addAll(List.of(types));
    }

    /** From now on its sockets are open, and nothing comes of what they bring. */
    public void goDeaf() {
        deaf = true;
    }

    /** From now on it answers, but what happens is told to nobody: as happens to whoever is away for a moment. */
    public void goMute() {
        mute = true;
    }

    /** Events that wait to be told. */
    public int heldBack() {
        return sessions.values().stream().mapToInt(SimulatedSession::heldBack).sum();
    }

    /** Types of events that nobody was told of. */
    public List<String> untold() {
        return sessions.values().stream()
                .flatMap(session -> session.untold().stream())
                .toList();
    }

    public void cutConnections(Misbehaviour how) {
        sockets.forEach(socket -> socket.misbehave(how, 0));
    }

    /** Sends to everybody what nobody asked for. */
    public void blurt(String text) {
        sockets.forEach(socket -> socket.send(text));
    }

    /** It forgets everything, media included, and comes back with another id. */
    public void restart() {
        stop();
        objects = new SimulatedObjects(media);
        serverId = UUID.randomUUID().toString();
        resume();
    }

    /** It is gone, and its media with it. */
    public void stop() {
        DisposableServer listening = server;
        if (listening != null) {
            listening.disposeNow();
        }
        cutConnections(Misbehaviour.RST);
        sessions.clear();
        objects.releaseEverything();
    }

    public void resume() {
        listen(port);
    }

    /** What became of what it was told; for assertions. */
    public SimulatedObjects objects() {
        return objects;
    }

    /** TCP connections that came so far, whatever became of them. */
    public int handshakes() {
        return handshakes.get();
    }

    public int connections() {
        return sockets.size();
    }

    @Override
    public void close() {
        stop();
        work.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        media.close().block(Duration.ofSeconds(10));
    }
}
