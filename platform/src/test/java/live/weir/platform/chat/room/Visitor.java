package live.weir.platform.chat.room;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at a chat socket, as a test needs it: says things, and waits for what it is told. */
final class Visitor implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final List<JsonNode> heard = new ArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;
    private int closed;
    private boolean over;

    private Visitor(String base, String slug) {
        this.socket = CLIENT.newWebSocketBuilder()
                .subprotocols("weir.chat.v1")
                .connectTimeout(Duration.ofSeconds(10))
                .buildAsync(URI.create(base.replaceFirst("^http", "ws") + "/ws/chat/" + slug), this)
                .join();
    }

    /** Connects, and says nothing yet. */
    static Visitor at(String base, String slug) {
        return new Visitor(base, slug);
    }

    /** In the room. */
    static Visitor in(String base, String slug, @Nullable String token) {
        Visitor visitor = new Visitor(base, slug);
        visitor.send(token == null ? "{'type':'hello'}" : "{'type':'hello','token':'" + token + "'}");
        visitor.await("welcome");
        visitor.await("page");
        return visitor;
    }

    /** @param json with single quotes */
    void send(String json) {
        socket.sendText(json.replace('\'', '"'), true).join();
    }

    void sendRaw(String text, boolean last) {
        socket.sendText(text, last).join();
    }

    void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    void say(String id, String text) {
        send("{'type':'say','id':'" + id + "','text':'" + text + "'}");
    }

    /** Again, as long as it is too soon after what this person said before. */
    JsonNode sayAtLeisure(String id, String text) {
        while (true) {
            say(id, text);
            JsonNode outcome = awaitOutcome(id);
            if (!outcome.at("/problem/type").asString().endsWith("too-many")) {
                return outcome;
            }
            breathe();
        }
    }

    /** The socket's own pace is kept too: five messages a second. */
    private synchronized void breathe() {
        long end = System.nanoTime() + BREATH_NANOS;
        for (long left = BREATH_NANOS; left > 0; left = end - System.nanoTime()) {
            pause(left); // which ends with whatever is heard
        }
    }

    JsonNode await(String type) {
        return await(message -> message.path("type").asString().equals(type), type);
    }

    JsonNode awaitOutcome(String id) {
        return await(
                message -> (message.path("id").asString().equals(id)
                                && !message.path("type").asString().equals("message"))
                        || message.path("ref").asString().equals(id),
                "the outcome of " + id);
    }

    JsonNode awaitText(String text) {
        return await(message -> message.path("text").asString().equals(text), text);
    }

    /** The first that is like this; it is not found again. */
    synchronized JsonNode await(Predicate<JsonNode> like, String what) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            for (int i = 0; i < heard.size(); i++) {
                if (like.test(heard.get(i))) {
                    return heard.remove(i);
                }
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("Never heard " + what + " but " + heard + (over ? ", closed " + closed : ""));
            }
            pause(left);
        }
    }

    private void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    synchronized int awaitClose() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!over) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("Never closed; heard " + heard);
            }
            pause(left);
        }
        return closed;
    }

    synchronized List<JsonNode> heard() {
        return List.copyOf(heard);
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            heard.add(JSON.readTree(part.toString()));
            part.setLength(0);
            notifyAll();
        }
        from.request(1);
        return null;
    }

    @Override
    public synchronized CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        over = true;
        closed = code;
        notifyAll();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized void onError(WebSocket from, Throwable error) {
        over = true;
        notifyAll();
    }

    /** As a connection that breaks. */
    void abort() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
