package live.weir.platform.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who says something every half second and hears everything, and comes back by itself as our pages do: it resumes
 * from the last number, and says again what was not acknowledged.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the socket, which is seen
final class ChatWitness implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration BACK = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI address;
    private final String token;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Long> waiting = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> heard = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private @Nullable WebSocket socket;
    private long last;
    private boolean isIn;
    private int returns = -1;
    private long longestUnacknowledged;

    private ChatWitness(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    static ChatWitness open(Host host, String slug) {
        URI address = URI.create(host.url("/ws/chat/" + slug).replaceFirst("http", "ws"));
        ChatWitness witness = new ChatWitness(address, host.token());
        witness.thread.execute(witness::connect);
        witness.thread.scheduleAtFixedRate(witness::say, 500, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return witness;
    }

    private void connect() {
        try {
            client.newWebSocketBuilder()
                    .subprotocols("weir.chat.v1")
                    .buildAsync(address, new Ear())
                    .get(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception away) {
            again();
        }
    }

    private void again() {
        if (!thread.isShutdown()) {
            thread.schedule(this::connect, BACK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void say() {
        String id = "w" + numbers.incrementAndGet();
        waiting.put(id, System.nanoTime());
        send(id);
    }

    private void send(String id) {
        WebSocket open = socket;
        if (open != null && isIn) {
            open.sendText(
                    JSON.createObjectNode()
                            .put("type", "say")
                            .put("id", id)
                            .put("text", "This is number " + id)
                            .toString(),
                    true);
        }
    }

    private void hear(JsonNode message) {
        last = Math.max(last, message.path("seq").asLong());
        switch (message.path("type").asString("")) {
            case "welcome" -> {
                isIn = true;
                returns++;
                waiting.keySet().forEach(this::send);
            }
            case "message" -> heard.merge(message.path("id").asString(""), 1, Integer::sum);
            case "ack" -> {
                String id = message.path("id").asString("");
                Long since = waiting.remove(id);
                acknowledged.add(id);
                if (since != null) {
                    longestUnacknowledged = Math.max(longestUnacknowledged, System.nanoTime() - since);
                }
            }
            default -> {}
        }
    }

    private void left(WebSocket which) {
        if (which == socket) {
            socket = null;
            isIn = false;
            again();
        }
    }

    /** Stops to talk, and waits until all that it said is acknowledged and heard; what is not then, is lost. */
    Findings finish() throws IOException, InterruptedException {
        thread.shutdown();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while ((!waiting.isEmpty() || !heard.keySet().containsAll(acknowledged)) && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        long lost = acknowledged.stream().filter(id -> !heard.containsKey(id)).count();
        long twice = heard.values().stream().filter(times -> times > 1).count();
        return new Findings(
                numbers.get(),
                acknowledged.size(),
                (int) lost,
                (int) twice,
                Math.max(0, returns),
                Duration.ofNanos(longestUnacknowledged));
    }

    /**
     * @param lost acknowledged, but never heard
     * @param longest from saying to the acknowledgement
     */
    record Findings(int said, int acknowledged, int lost, int twice, int returns, Duration longest) {}

    /** Everything it hears is heard on the witness's own thread. */
    private final class Ear implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            run(() -> {
                socket = opened;
                var hello = JSON.createObjectNode().put("type", "hello").put("token", token);
                if (last > 0) {
                    hello.put("resume", last);
                }
                opened.sendText(hello.toString(), true);
            });
            opened.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                JsonNode message = JSON.readTree(text.toString());
                text.setLength(0);
                run(() -> hear(message));
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            run(() -> left(from));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            run(() -> left(from));
        }

        private void run(Runnable work) {
            if (!thread.isShutdown()) {
                thread.execute(work);
            } else {
                work.run(); // the last words, when nothing else runs there any more
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }
}
