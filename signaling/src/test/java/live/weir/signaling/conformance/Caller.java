package live.weir.signaling.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Sends requests as they are, follows no redirect, and remembers what statuses came. */
final class Caller {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final List<Integer> statuses = new CopyOnWriteArrayList<>();

    List<Integer> statuses() {
        return statuses;
    }

    /** @param headers names and values by turns */
    Reply send(String method, URI uri, @Nullable String body, String... headers) throws IOException {
        try {
            return noted(Reply.of(client.send(request(method, uri, body, headers), BodyHandlers.ofString())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<Reply> sendLater(String method, URI uri, @Nullable String body, String... headers) {
        return client.sendAsync(request(method, uri, body, headers), BodyHandlers.ofString())
                .thenApply(response -> noted(Reply.of(response)));
    }

    private Reply noted(Reply reply) {
        statuses.add(reply.status());
        return reply;
    }

    private static HttpRequest request(String method, URI uri, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }
}
