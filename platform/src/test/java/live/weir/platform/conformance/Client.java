package live.weir.platform.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks a server as a player does. */
final class Client {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    HttpResponse<byte[]> get(URI uri, String... headers) throws IOException, InterruptedException {
        return http.send(request(uri, headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    CompletableFuture<HttpResponse<byte[]>> later(URI uri) {
        return http.sendAsync(request(uri), HttpResponse.BodyHandlers.ofByteArray());
    }

    Playlist playlist(URI uri) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = get(uri);
        if (response.statusCode() != 200) {
            throw new IOException(uri + " answered " + response.statusCode());
        }
        return new Playlist(response.uri(), text(response));
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static URI with(URI uri, String query) {
        return URI.create(uri.toString().replaceAll("\\?.*", "") + "?" + query);
    }

    private static HttpRequest request(URI uri, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return builder.build();
    }
}
