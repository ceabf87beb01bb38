package live.weir.platform.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.weir.platform.WeirApplication;

/** A node in a process of its own, as an operator starts it. */
public final class NodeProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Weir is ready after .*: open (http://\\S+)/");
    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private NodeProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "node-output");
        reader.setDaemon(true);
        reader.start();
    }

    public static NodeProcess start(Path home, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // a life of seconds
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                WeirApplication.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("WEIR_HOME", home.toString());
        builder.environment().put("WEIR_MEDIA_PORT", "0");
        builder.environment().put("WEIR_RTMP_PORT", "0");
        builder.environment().putAll(environment);
        return new NodeProcess(builder.start());
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                Matcher found = READY.matcher(line);
                if (found.find()) {
                    ready.complete(found.group(1));
                }
            }
            ready.completeExceptionally(new IllegalStateException(String.join("\n", output)));
        } catch (IOException broken) {
            ready.completeExceptionally(broken);
        }
    }

    /** The address that the last line of the start names. */
    public String base() throws Exception {
        try {
            return ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("Not ready. Output:\n" + String.join("\n", output), late);
        }
    }

    /** The status of a JSON request. */
    public int post(String path, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    public int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("Still running. Output:\n" + String.join("\n", output));
        }
        return process.exitValue();
    }

    public List<String> output() {
        return output;
    }

    public void terminate() {
        process.destroy();
    }

    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
