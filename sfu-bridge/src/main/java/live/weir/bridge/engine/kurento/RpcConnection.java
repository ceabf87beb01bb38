package live.weir.bridge.engine.kurento;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.engine.kurento.RpcFailure.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.http.client.HttpClient;

/**
 * The session with one server, over one connection after another. All of it happens on one event loop, and nothing waits.
 *
 * <pre>
 *  AWAY ──handshake, connect──▶ OPEN ──loss, silence, nonsense──▶ AWAY ──…──▶ CLOSED
 * </pre>
 *
 * <p>Requests that are under way when the connection goes fail at once: whether they were carried out isn't known. A request's id
 * is never used again, since the server answers known ids from memory.
 */
final class RpcConnection {

    private static final Logger log = LoggerFactory.getLogger(RpcConnection.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    /** What the server is told of our pings: only after several are missing may it wonder. */
    private static final int PINGS = 4;

    private enum State {
        AWAY,
        OPEN,
        CLOSED
    }

    private final RpcEndpoint endpoint;
    private final RpcSettings settings;
    private final HttpClient client;
    private final EventLoop loop;
    private final RpcListener listener;
    private final RpcPending pending = new RpcPending();
    private State state = State.AWAY;
    private @Nullable RpcSocket socket;
    private int lastId;
    private String sessionId = "";
    private String serverId = "";
    private boolean pinged;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private @Nullable Future<?> next;
    private @Nullable Future<?> patience;
    private volatile boolean open;
    private volatile @Nullable InetSocketAddress localAddress;

    RpcConnection(RpcEndpoint endpoint, RpcSettings settings, NetworkThreads threads, RpcListener listener) {
        this.endpoint = endpoint;
        this.settings = settings;
        this.client = RpcSocket.client(endpoint, settings, threads);
        this.loop = threads.next();
        this.listener = listener;
    }

    /** Connects, and goes on connecting until it is closed. */
    void start() {
        loop.execute(this::dial);
    }

    boolean isOpen() {
        return open;
    }

    /** Our end of the newest connection: an address under which the server reaches us. */
    @Nullable
    InetSocketAddress localAddress() {
        return localAddress;
    }

    Mono<JsonElement> request(String method, JsonObject params) {
        return Mono.create(sink -> loop.execute(() -> {
            if (state != State.OPEN) {
                sink.error(RpcFailure.of(Kind.LOST, "There is no connection for " + method));
            } else if (pending.count() >= settings.mostInFlight()) {
                sink.error(RpcFailure.of(Kind.CROWDED, "Too many requests are under way"));
            } else {
                send(method, params, settings.request(), sink);
            }
        }));
    }

    private void send(String method, JsonObject params, Duration within, MonoSink<JsonElement> sink) {
        RpcSocket open = socket;
        int id = ++lastId;
        if (!sessionId.isEmpty()) {
            params.addProperty("sessionId", sessionId);
        }
        pending.add(id, method, sink, later(within.toMillis(), () -> pending.expire(id)));
        if (open == null || !open.send(RpcText.request(id, method, params))) {
            drop("The server takes nothing any more");
        }
    }

    private Future<?> later(long millis, Runnable step) {
        return loop.schedule(step, millis, TimeUnit.MILLISECONDS);
    }

    private void dial() {
        if (state == State.CLOSED) {
            return;
        }
        RpcSocket dialled = new RpcSocket(client, endpoint, settings, loop);
        socket = dialled;
        dialled.open(new RpcSocket.Listener() {
            @Override
            public void opened(@Nullable InetSocketAddress local) {
                if (socket == dialled) {
                    localAddress = local;
                    connect(!sessionId.isEmpty());
                }
            }

            @Override
            public void text(String text) {
                if (socket == dialled) {
                    take(text);
                }
            }

            @Override
            public void closed(String why, boolean refused) {
                if (socket == dialled) {
                    drop(why);
                    if (refused) {
                        giveUp();
                    }
                }
            }
        });
    }

    private void connect(boolean again) {
        if (!again) {
            sessionId = "";
        }
        ask("connect", settings.request()).subscribe(result -> connected(result, again), failure -> {
            if (again && failure instanceof RpcFailure refused && refused.code() != 0) {
                connect(false); // it has forgotten our session
            } else {
                drop(failure.getMessage());
            }
        });
    }

    /** Also before the session is open. On the loop, as its answer. */
    private Mono<JsonElement> ask(String method, Duration within) {
        return Mono.create(sink -> send(method, new JsonObject(), within, sink));
    }

    private void connected(JsonElement result, boolean again) {
        String session = result instanceof JsonObject object ? RpcText.string(object, "sessionId") : "";
        String server = result instanceof JsonObject object ? RpcText.string(object, "serverId") : "";
        if (session.isEmpty()) {
            drop("The server opened no session");
            return;
        }
        boolean anew = !again || !session.equals(sessionId) || !server.equals(serverId);
        sessionId = session;
        serverId = server;
        pinged = false;
        pauseMillis = FIRST_PAUSE_MILLIS;
        cancel(patience);
        patience = null;
        state = State.OPEN;
        open = true;
        ping();
        listener.connected(anew);
    }

    private void ping() {
        if (state != State.OPEN) {
            return;
        }
        JsonObject params = new JsonObject();
        if (!pinged) {
            params.addProperty("interval", settings.ping().toMillis() * PINGS);
        }
        RpcSocket pingedSocket = socket;
        Mono.<JsonElement>create(sink -> send("ping", params, settings.ping(), sink))
                .subscribe(
                        pong -> {
                            pinged = true;
                            next = later(settings.ping().toMillis(), this::ping);
                        },
                        silent -> {
                            if (socket == pingedSocket) {
                                drop("The server does not answer");
                            }
                        });
    }

    private void take(String text) {
        JsonObject message;
        try {
            message = RpcText.parse(text);
        } catch (RpcFailure nonsense) {
            drop(nonsense.getMessage());
            return;
        }
        if (message.has("method")) {
            listener.notified(message);
        } else if (message.has("id")) {
            pending.answer(RpcText.integer(message.get("id")), message);
        } else {
            drop("A message that is neither an answer nor a notification");
        }
    }

    private void drop(@Nullable String why) {
        RpcSocket gone = socket;
        if (gone == null || state == State.CLOSED) {
            return;
        }
        socket = null;
        gone.close();
        boolean wasOpen = state == State.OPEN;
        state = State.AWAY;
        open = false;
        cancel(next);
        next = later(pause(), this::dial);
        pending.failAll("The connection to " + endpoint.name() + " went");
        if (wasOpen) {
            log.warn("The connection to the media server {} went: {}", endpoint.name(), RpcText.excerpt("" + why));
            patience = later(settings.away().toMillis(), listener::lost);
            listener.away();
        } else {
            log.debug("No connection to the media server {}: {}", endpoint.name(), why);
        }
    }

    /** What was on it is lost for certain: no need to wait for as long as one may be away. */
    private void giveUp() {
        Future<?> waiting = patience;
        patience = null;
        if (waiting != null && waiting.cancel(false)) {
            listener.lost();
        }
    }

    /** Longer each time, and not the same for all nodes. */
    private long pause() {
        long pause = pauseMillis / 2 + ThreadLocalRandom.current().nextLong(pauseMillis);
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        return pause;
    }

    private static void cancel(@Nullable Future<?> step) {
        if (step != null) {
            step.cancel(false);
        }
    }

    /** Ends the session on the server too, if it can be reached; what only this session holds there is released. */
    Mono<Void> close() {
        return Mono.<JsonElement>create(sink -> loop.execute(() -> {
                    if (state == State.OPEN) {
                        send("closeSession", new JsonObject(), settings.request(), sink);
                    } else {
                        sink.success();
                    }
                }))
                .onErrorComplete()
                .then(Mono.fromRunnable(() -> loop.execute(this::end)));
    }

    private void end() {
        state = State.CLOSED;
        open = false;
        cancel(next);
        cancel(patience);
        RpcSocket gone = socket;
        socket = null;
        if (gone != null) {
            gone.close();
        }
        pending.failAll("The connection was closed");
    }
}
