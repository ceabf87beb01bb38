package live.weir.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page where operators look up metrics, which dashboards and alerts are held against, is what nodes really export. Only
 * what is there from the start is on it: a counter that is not there before its first event is a poor thing to alert by.
 */
public final class MetricsReference {

    private static final Path PAGE = Path.of("METRICS.md");
    private static final String HEAD = """
            # Metrics

            What a node exports at `/actuator/prometheus` from its start on, by the names that Prometheus knows; `weir_kurento_` where there are
            Kurento servers. A histogram has `_bucket`, `_count` and `_sum`, a summary the last two.

            | metric | kind | meaning |
            |---|---|---|
            """;

    private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9_]+)` \\|.*");
    private static final Pattern HELP = Pattern.compile("# HELP (\\S+) (.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");

    /** Of what frameworks export, that which says something about a service in general. */
    private static final Pattern FRAMEWORKS =
            Pattern.compile("application_ready_time_seconds|disk_free_bytes|http_server_requests_seconds"
                    + "|jvm_memory_(used|max)_bytes|jvm_threads_live_threads|logback_events_total"
                    + "|netty_allocator_memory_used|process_(cpu_usage|files_open_files|files_max_files|uptime_seconds"
                    + "|start_time_seconds)|r2dbc_pool_(acquired|pending|max_allocated)_connections|system_cpu_(count|usage)"
                    + "|resilience4j_circuitbreaker_(state|failure_rate|not_permitted_calls_total)");

    /** There from the first event on, which a busy machine brings about. */
    private static final String BY_EVENT = "weir_guard_transitions_total";

    private MetricsReference() {}

    /** Those of the node's page that are asked for are on the reference, as they are, and no others. */
    public static void expect(String scraped, Predicate<String> wanted) throws IOException {
        NavigableMap<String, String> exported = rows(scraped);
        exported.keySet().removeIf(wanted.negate().or(BY_EVENT::equals));
        if (Boolean.getBoolean("metrics.write")) {
            NavigableMap<String, String> all = listed(wanted.negate());
            all.putAll(exported);
            Files.writeString(PAGE, HEAD + String.join("\n", all.values()) + "\n");
        }
        assertThat(listed(wanted))
                .as("platform/METRICS.md is out of date; write it anew with mvn -pl platform -am test"
                        + " -Dtest=TelemetryTest,KurentoNodeTest -Dmetrics.write=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(exported);
        assertThat(Files.readString(PAGE)).startsWith(HEAD);
    }

    private static NavigableMap<String, String> listed(Predicate<String> wanted) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .filter(row -> wanted.test(row.group(1)))
                .collect(Collectors.toMap(row -> row.group(1), Matcher::group, (one, same) -> one, TreeMap::new));
    }

    private static NavigableMap<String, String> rows(String scraped) {
        Map<String, String> meanings = HELP.matcher(scraped)
                .results()
                .collect(Collectors.toMap(help -> help.group(1), help -> help.group(2), (one, same) -> one));
        return TYPE.matcher(scraped)
                .results()
                .filter(type -> type.group(1).startsWith("weir_")
                        || FRAMEWORKS.matcher(type.group(1)).matches())
                .filter(type -> !type.group(1).endsWith("_max"))
                .collect(Collectors.toMap(
                        type -> type.group(1),
                        type -> "| `" + type.group(1) + "` | " + type.group(2) + " | "
                                + meanings.getOrDefault(type.group(1), "").strip() + " |",
                        (one, same) -> one,
                        TreeMap::new));
    }
}
