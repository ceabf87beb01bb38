package live.weir.bridge.bench;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.engine.TrackCount;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import live.weir.bridge.engine.embedded.EmbeddedEngineFactory;
import reactor.core.publisher.Mono;

/** The embedded engine in a process of its own, with one stage that is spoken to by HTTP. */
public final class EngineHost {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String MEDIA_THREADS = "weir-media";

    private final MediaStage stage;
    private final Map<String, ViewSession> views = new ConcurrentHashMap<>();

    private EngineHost(MediaStage stage) {
        this.stage = stage;
    }

    /** @param arguments the address of the media, the port of the control side, the number of event loops */
    public static void main(String[] arguments) throws IOException {
        EmbeddedEngineFactory factory = new EmbeddedEngineFactory()
                .port(0)
                .bind(List.of(InetAddress.getByName(arguments[0])))
                .eventLoops(Integer.parseInt(arguments[2]));
        EngineHost host = new EngineHost(await(factory.open().openStage(new StageId("bench"), StagePolicy.defaults())));
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1])), 0);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/", host::serve);
        server.start();
    }

    private static <T> T await(Mono<T> work) {
        return Objects.requireNonNull(work.block(PATIENCE));
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        byte[] answer = answer(path, body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private String answer(String path, String body) {
        if (path.startsWith("/accept/")) {
            ViewSession session = Objects.requireNonNull(views.remove(path.substring("/accept/".length())));
            session.accept(body).block(PATIENCE);
            return "";
        }
        return switch (path) {
            case "/ready" -> "";
            case "/publish" ->
                await(stage.publish(new PerformerId("ada"), body)).localDescription();
            case "/view" -> view();
            case "/allocated" -> Long.toString(allocated());
            case "/live" -> Long.toString(live());
            default -> throw new IllegalArgumentException(path);
        };
    }

    /** Its id on the first line, then the offer. */
    private String view() {
        ViewSession session = await(stage.offerToView(new TrackCount(1, 1), ViewChoice.everything()));
        views.put(session.id().value(), session);
        return session.id().value() + "\n" + session.localDescription();
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(MEDIA_THREADS)) {
                bytes += threads.getThreadAllocatedBytes(thread.getThreadId());
            }
        }
        return bytes;
    }

    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}
