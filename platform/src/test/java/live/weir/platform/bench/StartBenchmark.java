package live.weir.platform.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import live.weir.testing.MarkdownTable;

/**
 * From the command to a node that is ready, with everything embedded: the first start in an empty home, which unpacks the
 * servers and makes a database, and the second, which finds all that.
 */
public final class StartBenchmark {

    private static final Pattern OWN_WORD = Pattern.compile("Weir is ready after ([\\d.]+) s");

    private final MarkdownTable table =
            new MarkdownTable("start", "repetition", "ready s", "its own word s", "PostgreSQL answers s", "CPU s");

    public static void main(String[] arguments) throws IOException {
        new StartBenchmark().run(BenchSettings.number("bench.repetitions", BenchSettings.isQuick() ? 1 : 3));
    }

    private void run(int repetitions) throws IOException {
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            Path home = Path.of("target/bench/home-start");
            delete(home);
            start("first", repetition, home);
            start("second", repetition, home);
        }
        System.out.println(table);
        System.out.println("From the start of the process until its line \"Weir is ready\"; CPU of the JVM without its"
                + " servers; PostgreSQL's time is from its log.");
    }

    private void start(String kind, int repetition, Path home) throws IOException {
        long begin = System.currentTimeMillis();
        try (Node node = Node.start("start-" + kind, home, Map.of())) {
            int port = node.port();
            Duration ready = node.jvm().sinceStart();
            Duration cpu = node.cpu();
            requireReady(port);
            Matcher own = node.jvm().await(OWN_WORD);
            table.row(
                    kind,
                    repetition,
                    seconds(ready),
                    own.group(1),
                    PostgresLog.acceptedAfter(home, begin),
                    seconds(cpu));
        }
    }

    private static void requireReady(int port) throws IOException {
        Recording health = Recording.of(port, Route.Request.get("/actuator/health/readiness"));
        if (health.status() != 200) {
            throw new IllegalStateException("It says that it is ready, but its readiness is " + health.status());
        }
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f", time.toMillis() / 1000.0);
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
