package live.weir.helm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * As much of Kubernetes' API as Helm asks while it renders: the Secrets that there are already. Helm finds it by the file
 * that KUBECONFIG names (see pom.xml).
 */
final class Cluster {

    private static final Path CONFIGURATION = Path.of("target/kubeconfig");
    private static final Map<String, Map<String, String>> SECRETS = new ConcurrentHashMap<>();
    private static boolean running;

    private Cluster() {}

    static synchronized void there() {
        if (running) {
            return;
        }
        if (!System.getenv().getOrDefault("KUBECONFIG", "").endsWith(CONFIGURATION.toString())) {
            throw new IllegalStateException(
                    "Set KUBECONFIG to the absolute path of " + CONFIGURATION + " for these tests, as Maven does");
        }
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", Cluster::answer);
            server.setExecutor(task -> {
                Thread thread = new Thread(task, "cluster");
                thread.setDaemon(true);
                thread.start();
            });
            server.start();
            Files.createDirectories(CONFIGURATION.toAbsolutePath().getParent());
            Files.writeString(CONFIGURATION, """
                    apiVersion: v1
                    kind: Config
                    current-context: test
                    clusters: [{name: test, cluster: {server: 'http://127.0.0.1:%d'}}]
                    contexts: [{name: test, context: {cluster: test, user: test}}]
                    users: [{name: test, user: {}}]
                    """.formatted(server.getAddress().getPort()));
            running = true;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** @param data in Base64 */
    static void put(String secret, Map<String, String> data) {
        SECRETS.put(secret, data);
    }

    static void remove(String secret) {
        SECRETS.remove(secret);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (path.equals("/api/v1")) {
            send(exchange, 200, """
                    {"kind":"APIResourceList","groupVersion":"v1","resources":[{"name":"secrets","singularName":"secret",
                    "namespaced":true,"kind":"Secret","verbs":["get"]}]}""");
        } else if (path.equals("/api/v1/namespaces/live/secrets/" + name) && SECRETS.containsKey(name)) {
            String data = SECRETS.getOrDefault(name, Map.of()).entrySet().stream()
                    .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
                    .collect(Collectors.joining(","));
            send(exchange, 200, """
                    {"apiVersion":"v1","kind":"Secret","metadata":{"name":"%s","namespace":"live"},"data":{%s}}""".formatted(name, data));
        } else {
            send(exchange, 404, """
                    {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404}""");
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
