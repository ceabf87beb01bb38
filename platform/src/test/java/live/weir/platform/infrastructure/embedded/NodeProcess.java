package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An {@link EmbeddedNode} in a JVM of its own, to be treated badly. */
final class NodeProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("READY (\\d+) (\\d+)");

    private final Path home;
    private final Path output;
    private final Process process;

    private NodeProcess(Path home, Path output, Process process) {
        this.home = home;
        this.output = output;
        this.process = process;
    }

    /** In a session of its own, so that a signal to its process group is what Ctrl-C is to a node in a terminal. */
    static NodeProcess start(Path home, String... options) throws IOException {
        List<String> line = new ArrayList<>(Guardian.ownSession());
        line.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        line.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        line.addAll(List.of(EmbeddedNode.class.getName(), home.toString()));
        line.addAll(List.of(options));
        Path output = Files.createTempFile(home.getParent(), "node-", ".out");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new NodeProcess(home, output, process);
    }

    Visitor awaitReady() throws Exception {
        Await.until("READY", Duration.ofSeconds(60), () -> said("READY") || !process.isAlive());
        Matcher ports = READY.matcher(output());
        if (!ports.find()) {
            throw new AssertionError("the node did not start: " + output());
        }
        return Visitor.of(home, Integer.parseInt(ports.group(1)), Integer.parseInt(ports.group(2)));
    }

    long pid() {
        return process.pid();
    }

    boolean said(String word) throws IOException {
        return output().contains(word);
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** The guardians and their watchers: every descendant that is neither a server nor a part of one. */
    List<ProcessHandle> guardians() {
        return process.descendants()
                .filter(descendant -> descendant.info().arguments().stream()
                        .anyMatch(arguments -> arguments.length > 0 && arguments[0].endsWith("guardian.sh")))
                .toList();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the node does not end");
        }
        return process.exitValue();
    }

    static void signal(String signal, String target) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", signal, "--", target)
                .inheritIO()
                .start()
                .waitFor();
    }

    static List<ProcessHandle> servers(Path home) throws IOException {
        List<ProcessHandle> servers = new ArrayList<>();
        for (Path file : List.of(postgresPid(home), redisPid(home))) {
            servers.add(server(file));
        }
        return servers;
    }

    static Path postgresPid(Path home) {
        return home.resolve("postgres/data/postmaster.pid");
    }

    static Path redisPid(Path home) {
        return home.resolve("redis/redis.pid");
    }

    static ProcessHandle server(Path pidFile) throws IOException {
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** A zombie that waits for an init process to notice it counts as gone. */
    static boolean allGone(List<ProcessHandle> servers) {
        return servers.stream()
                .noneMatch(
                        server -> server.isAlive() && server.info().arguments().isPresent());
    }

    @Override
    public void close() {
        List<ProcessHandle> everything = process.descendants().toList();
        kill();
        Await.until("nothing of the node is left", () -> allGone(everything));
    }
}
