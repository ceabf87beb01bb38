package live.weir.platform.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import live.weir.platform.WeirApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A whole node that a test starts itself, and what people do with it over HTTP. */
public final class TestNode implements AutoCloseable {

    public static final String PASSWORD = "four plain words here";

    private final ConfigurableApplicationContext context;
    private final String base;
    private final WebTestClient client;

    private TestNode(ConfigurableApplicationContext context) {
        this.context = context;
        int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
        this.base = "http://127.0.0.1:" + port;
        this.client = WebTestClient.bindToServer()
                .baseUrl(base)
                .responseTimeout(Duration.ofSeconds(20))
                .filter(new WholeBodies())
                .build();
    }

    public static TestNode start(String postgresUrl, String redisUrl, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.add("--server.port=0");
        arguments.add("--weir.media.port=0");
        arguments.add("--weir.rtmp.port=0");
        arguments.add("--weir.postgres.url=" + postgresUrl);
        arguments.add("--weir.redis.url=" + redisUrl);
        return new TestNode(new SpringApplicationBuilder(WeirApplication.class).run(arguments.toArray(String[]::new)));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** The node's address, without a slash at its end. */
    public String base() {
        return base;
    }

    public WebTestClient client() {
        return client;
    }

    /** A client whose requests carry the token. */
    public WebTestClient as(String token) {
        return client.mutate()
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .build();
    }

    public void register(String handle) {
        client.post()
                .uri("/api/v1/accounts")
                .bodyValue(Map.of("handle", handle, "password", PASSWORD))
                .exchange()
                .expectStatus()
                .isCreated();
    }

    /** The access token. */
    public String signIn(String handle) {
        Map<?, ?> body = Objects.requireNonNull(client.post()
                .uri("/api/v1/sessions")
                .bodyValue(Map.of("handle", handle, "password", PASSWORD))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
        return String.valueOf(body.get("accessToken"));
    }

    public void createChannel(String token, String slug, String title) {
        as(token)
                .post()
                .uri("/api/v1/channels")
                .bodyValue(Map.of("slug", slug, "title", title))
                .exchange()
                .expectStatus()
                .isCreated();
    }

    /** A new key to publish with. */
    public String streamKey(String token, String slug) {
        return String.valueOf(Objects.requireNonNull(as(token)
                        .post()
                        .uri("/api/v1/channels/" + slug + "/stream-keys")
                        .bodyValue(Map.of("name", "camera"))
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .expectBody(Map.class)
                        .returnResult()
                        .getResponseBody())
                .get("key"));
    }

    public WebTestClient.ResponseSpec get(String path) {
        return client.get().uri(path).exchange();
    }

    @Override
    public void close() {
        context.close();
    }
}
