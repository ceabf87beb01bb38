package live.weir.platform.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A node of Weir as it is shipped, in a JVM of its own. */
final class Node implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Weir is ready after .*: open http://localhost:(\\d+)/");
    private static final String APPLICATION = "live.weir.platform.WeirApplication";

    private final ChildJvm jvm;

    private Node(ChildJvm jvm) {
        this.jvm = jvm;
    }

    /** Does not wait until it is ready. */
    static Node start(String name, Path home, Map<String, String> environment, String... options) {
        List<String> line = new ArrayList<>(BenchSettings.jvmFlags());
        line.addAll(program());
        line.addAll(List.of("--weir.media.port=0", "--weir.rtmp.port=0", "--weir.home=" + home.toAbsolutePath()));
        line.addAll(List.of(options));
        if (line.stream().noneMatch(option -> option.startsWith("--server.port="))) {
            line.add("--server.port=0");
        }
        return new Node(ChildJvm.start(name, environment, line));
    }

    /** The packaged application if the run names one ({@code bench.jar}); else the classes and jars that go into it. */
    private static List<String> program() {
        String jar = System.getProperty("bench.jar", "");
        if (!jar.isEmpty()) {
            return List.of("-jar", jar);
        }
        try {
            String jars =
                    Files.readString(Path.of("target/bench/runtime.classpath")).strip();
            String path = Path.of("target/classes").toAbsolutePath() + java.io.File.pathSeparator + jars;
            return List.of("-cp", path, APPLICATION);
        } catch (IOException absent) {
            throw new UncheckedIOException("Start this by Maven, which writes the class path", absent);
        }
    }

    /** Waits until it is ready. */
    int port() {
        return Integer.parseInt(jvm.await(READY).group(1));
    }

    ChildJvm jvm() {
        return jvm;
    }

    Duration cpu() {
        return jvm.cpu();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
