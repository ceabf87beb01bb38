package live.weir.bridge.sdp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Serves the page that negotiates, answers it, and hears how it went. Requests come one after another. */
final class NegotiationServer implements AutoCloseable {

    private static final List<MediaKind> PAIR = List.of(MediaKind.AUDIO, MediaKind.VIDEO);

    private final HttpServer server;
    private final Map<String, String> outcomes = new ConcurrentHashMap<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicReference<@Nullable PublisherAnswer> last = new AtomicReference<>();
    private final ViewerOffer viewerOffer =
            ViewerOffer.of(PAIR, CodecPolicy.standard(), Offers.local(), Offers.ssrcs(), "weir");
    private final PublisherOffer publisherOffer = PublisherOffer.of(PAIR, CodecPolicy.standard(), Offers.local());

    NegotiationServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::page);
        on("/publish", offer -> publish(offer, CodecPolicy.standard()));
        on("/publish-silently", offer -> publish(offer, CodecPolicy.standard().withAudio(List.of())));
        on(
                "/publish-h264",
                offer -> publish(offer, CodecPolicy.standard().withVideo(List.of(CodecPolicy.h264("42e01f")))));
        on("/publish-again", this::publishAgain);
        on("/watch", NegotiationServer::watch);
        on("/offer-viewer", this::offerViewer);
        on("/offer-publisher", this::offerPublisher);
        on("/outcome", this::outcome);
        on("/done", nothing -> {
            done.countDown();
            return "";
        });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    Map<String, String> outcomes() throws InterruptedException {
        if (!done.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The page did not finish. So far: " + outcomes);
        }
        return outcomes;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String publish(String offer, CodecPolicy policy) {
        PublisherAnswer answer = PublisherAnswer.to(SessionDescription.parse(offer), policy, Offers.local());
        last.set(answer);
        return answer.sdp();
    }

    private String publishAgain(String offer) {
        return Objects.requireNonNull(last.get())
                .next(SessionDescription.parse(offer), Offers.local())
                .sdp();
    }

    private static String watch(String offer) {
        return ViewerAnswer.to(
                        SessionDescription.parse(offer), CodecPolicy.standard(), Offers.local(), Offers.ssrcs(), "weir")
                .sdp();
    }

    private String offerViewer(String answer) {
        if (answer.isEmpty()) {
            return viewerOffer.sdp();
        }
        NegotiatedViewer viewer = viewerOffer.accept(SessionDescription.parse(answer));
        return viewer.slots().size() + " " + viewer.transport().role();
    }

    private String offerPublisher(String answer) {
        if (answer.isEmpty()) {
            return publisherOffer.sdp();
        }
        NegotiatedPublisher publisher = publisherOffer.accept(SessionDescription.parse(answer));
        return publisher.tracks().size() + " " + publisher.transport().role();
    }

    private String outcome(String line) {
        int colon = line.indexOf(": ");
        outcomes.put(line.substring(0, colon), line.substring(colon + 2));
        return "";
    }

    private void page(HttpExchange exchange) throws IOException {
        try (InputStream page = NegotiationServer.class.getResourceAsStream("/sdp/negotiation.html")) {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            send(exchange, 200, Objects.requireNonNull(page).readAllBytes());
        }
    }

    private void on(String path, UnaryOperator<String> answer) {
        server.createContext(path, exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                send(exchange, 200, answer.apply(body).getBytes(StandardCharsets.UTF_8));
            } catch (RuntimeException refused) {
                send(exchange, 200, refused.toString().getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
