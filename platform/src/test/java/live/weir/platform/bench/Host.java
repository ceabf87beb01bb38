package live.weir.platform.bench;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with an account, a channel and a stream key on the node. */
record Host(int port, String token, String key) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HANDLE = "bench_host";
    private static final String PASSWORD = "a bench's own sentence";

    /** Works on a fresh home and on one that knows them already. */
    static Host signIn(int port, String slug) throws IOException {
        Map<String, String> person = Map.of("handle", HANDLE, "password", PASSWORD);
        post(port, "accounts", person, null);
        Object token = post(port, "sessions", person, null).get("accessToken");
        String bearer = String.valueOf(token);
        post(port, "channels", Map.of("slug", slug, "title", "Glass"), bearer);
        Object key = post(port, "channels/" + slug + "/stream-keys", Map.of("name", "bench"), bearer)
                .get("key");
        return new Host(port, bearer, String.valueOf(key));
    }

    /** At the page where people sign in. */
    void signIn(Page page) {
        page.fill("#handle", HANDLE);
        page.fill("#password", PASSWORD);
        page.click("main button.primary");
        StageBrowser.await(page, "() => !location.pathname.startsWith('/signin')");
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private static Map<?, ?> post(int port, String path, Map<String, String> body, @Nullable String bearer)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        try {
            HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300 && answer.statusCode() != 409) {
                throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return JSON.readValue(answer.body(), Map.class);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
