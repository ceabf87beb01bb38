package live.weir.load.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import live.weir.load.dsl.LoadProtocol;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes accounts and channels on a Weir before the run, one after another, so that they are no load; and new ones each run. */
public final class Preparation {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PASSWORD = "four plain words here";
    private static final int MOST = 2_000;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final JsonMapper json = JsonMapper.builder().build();
    private final LoadProtocol protocol;
    private final String run =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());

    public Preparation(LoadProtocol protocol) {
        this.protocol = protocol;
    }

    /** @throws IllegalStateException with one line for people, if the target is no Weir or does not let us */
    public List<HostAccount> hosts(int count) {
        if (count > MOST) {
            throw new IllegalArgumentException("At most " + MOST + " channels are made for a run");
        }
        List<HostAccount> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String handle = "load_" + run + "_" + i;
            String token = account(handle);
            String slug = "load-" + run + "-" + i;
            post("api/v1/channels", Map.of("slug", slug, "title", "Load test " + i), token);
            String key = post("api/v1/channels/" + slug + "/stream-keys", Map.of("name", "load"), token)
                    .path("key")
                    .asString("");
            hosts.add(new HostAccount(handle, token, slug, key));
        }
        return hosts;
    }

    /** People without channels; gives their tokens. */
    public List<String> people(int count) {
        if (count > MOST) {
            throw new IllegalArgumentException("At most " + MOST + " accounts are made for a run");
        }
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tokens.add(account("talk_" + run + "_" + i));
        }
        return tokens;
    }

    private String account(String handle) {
        Map<String, String> person = Map.of("handle", handle, "password", PASSWORD);
        post("api/v1/accounts", person, "");
        return post("api/v1/sessions", person, "").path("accessToken").asString("");
    }

    /** The word by which people of this run sign in. */
    public static String password() {
        return PASSWORD;
    }

    private JsonNode post(String path, Map<String, String> body, String bearer) {
        URI uri = protocol.resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 201 && answer.statusCode() != 200) {
                String said =
                        answer.body().substring(0, Math.min(200, answer.body().length()));
                throw new IllegalStateException(uri + " answered " + answer.statusCode() + ": " + said);
            }
            return json.readTree(answer.body());
        } catch (IOException unreachable) {
            throw new IllegalStateException("The target " + protocol.base() + " cannot be reached: " + unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the run was prepared");
        }
    }
}
