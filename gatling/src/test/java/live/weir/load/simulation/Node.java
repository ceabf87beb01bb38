package live.weir.load.simulation;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A node of Weir as an operator starts it, in a process of its own; and load tests in another one. */
final class Node implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Weir is ready after .*: open (http://\\S+)/");
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final Process process;
    private final Path output;
    private final String base;

    private Node(Process process, Path output) throws IOException, InterruptedException {
        this.process = process;
        this.output = output;
        this.base = awaitReady();
    }

    static Node start(Path directory) throws IOException, InterruptedException {
        return start(directory, "0");
    }

    /** At an address that is known already. */
    static Node start(Path directory, String port) throws IOException, InterruptedException {
        Path output = directory.resolve("node.log");
        ProcessBuilder builder = java("live.weir.platform.WeirApplication", "-Xmx384m", output);
        builder.environment().put("WEIR_HOME", directory.resolve("home").toString());
        builder.environment().put("WEIR_MEDIA_PORT", "0");
        builder.environment().put("WEIR_RTMP_PORT", "0");
        builder.environment().put("SERVER_PORT", port);
        builder.environment().put("WEIR_DEMO", "false");
        builder.environment().put("WEIR_PROGRAM_ENABLED", "false");
        return new Node(builder.start(), output);
    }

    /** Gives the exit code; what was said is in the file. */
    static int load(Path output, String... words) throws IOException, InterruptedException {
        try (Load load = begin(output, words)) {
            return load.exitCode();
        }
    }

    static Load begin(Path output, String... words) throws IOException {
        ProcessBuilder builder = java("live.weir.load.Load", "-Xmx384m", output);
        builder.command().addAll(List.of(words));
        return new Load(builder.start(), output);
    }

    /** A load test that runs. */
    record Load(Process process, Path output) implements AutoCloseable {

        int exitCode() throws IOException, InterruptedException {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The load test hangs: " + Files.readString(output));
            }
            return process.exitValue();
        }

        void awaitWords(String words) throws IOException, InterruptedException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!Files.readString(output).contains(words)) {
                if (System.nanoTime() > deadline || process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("It did not say '" + words + "': " + Files.readString(output));
                }
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static ProcessBuilder java(String main, String heap, Path output) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.lang=ALL-UNNAMED", // Gatling wants it
                "-cp",
                classPath(),
                main));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    }

    /** The platform's classes come first: packed as an application they are no class path. */
    private static String classPath() {
        Path root = Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."));
        String platform =
                root.resolve("platform/target/classes").toAbsolutePath().toString();
        return platform
                + File.pathSeparator
                + Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains("test-classes"))
                        .collect(Collectors.joining(File.pathSeparator));
    }

    private String awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            Matcher ready = READY.matcher(Files.readString(output));
            if (ready.find()) {
                return ready.group(1).replace("localhost", "127.0.0.1");
            }
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly();
        throw new AssertionError("The node did not start: " + Files.readString(output));
    }

    String base() {
        return base;
    }

    String port() {
        return base.substring(base.lastIndexOf(':') + 1);
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As an operator stops it. */
    void stop() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        kill();
    }

    @Override
    public void close() {
        stop();
    }
}
