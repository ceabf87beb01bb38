package live.weir.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Dashboards, alerts and scaling ask for metrics that nodes export, and each alert says what to do. */
class MonitoringTest {

    private static final Path METRICS = Path.of("../platform/METRICS.md");
    private static final Path RUNBOOK = Path.of("RUNBOOK.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\| (\\w+) \\|");
    private static final Pattern IN_EXPRESSION = Pattern.compile("([a-z][a-z0-9]*_[a-z0-9_]+)\\s*(?=\\{)");

    @Test
    void nodes_export_what_dashboards_show() throws IOException {
        Set<String> exported = exported();
        try (Stream<Path> files = Files.list(Chart.HOME.resolve("dashboards"))) {
            for (Path file : files.toList()) {
                Set<String> asked = read(file)
                        .items("panels")
                        .flatMap(panel -> panel.items("targets"))
                        .flatMap(target -> metrics(target.text("expr")))
                        .collect(Collectors.toSet());
                assertThat(asked).as(file.toString()).isNotEmpty().allMatch(exported::contains);
            }
        }
    }

    @Test
    void every_panel_has_a_place_of_its_own() throws IOException {
        try (Stream<Path> files = Files.list(Chart.HOME.resolve("dashboards"))) {
            for (Path file : files.toList()) {
                Node dashboard = read(file);
                assertThat(dashboard.items("panels").map(panel -> panel.at("id").value()))
                        .doesNotHaveDuplicates();
                assertThat(dashboard
                                .items("panels")
                                .map(panel -> panel.at("gridPos").value()))
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void nodes_export_what_alerts_and_scaling_ask_for() throws IOException {
        Set<String> exported = exported();
        assertThat(alerts().flatMap(alert -> metrics(alert.text("expr")))).allMatch(exported::contains);
        Stream<String> scaling = Chart.render(Profile.PRODUCTION, "")
                .all("ScaledObject")
                .flatMap(scaled -> scaled.items("spec.triggers"))
                .flatMap(trigger -> metrics(trigger.text("metadata.query")));
        assertThat(scaling).isNotEmpty().allMatch(exported::contains);
    }

    @Test
    void every_alert_has_its_section_in_the_runbook_and_no_section_is_left_over() throws IOException {
        Set<String> sections = Files.readAllLines(RUNBOOK).stream()
                .filter(line -> line.startsWith("### Weir"))
                .map(line -> line.substring(4).strip())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> linked = new TreeSet<>();
        alerts().forEach(alert -> {
            String link = alert.text("annotations.runbook_url");
            String anchor = link.substring(link.indexOf('#') + 1);
            assertThat(sections)
                    .as(alert.text("alert"))
                    .anyMatch(section ->
                            section.toLowerCase(java.util.Locale.ROOT).equals(anchor));
            linked.add(anchor);
        });
        assertThat(sections).hasSameSizeAs(linked);
    }

    @Test
    void a_promise_is_broken_by_what_is_promised() {
        assertThat(expression("", "WeirApiErrorsFast")).contains("> 0.0144").doesNotContain("%!");
        assertThat(expression("monitoring: {objective: 99.99}", "WeirApiErrorsFast"))
                .contains("> 0.00144");
    }

    private static String expression(String values, String alert) {
        return alerts(values)
                .filter(each -> each.text("alert").equals(alert))
                .map(each -> each.text("expr"))
                .collect(Collectors.joining())
                .replaceAll("(0\\.00?144)0*\\d?", "$1");
    }

    private static Stream<Node> alerts() {
        return alerts("");
    }

    private static Stream<Node> alerts(String values) {
        return Chart.render(Profile.PRODUCTION, values)
                .all("PrometheusRule")
                .flatMap(rules -> rules.items("spec.groups"))
                .flatMap(group -> group.items("rules"));
    }

    private static Stream<String> metrics(String expression) {
        return IN_EXPRESSION.matcher(expression).results().map(metric -> metric.group(1));
    }

    /** With the names that a histogram or a summary is asked by. */
    private static Set<String> exported() throws IOException {
        return ROW.matcher(Files.readString(METRICS))
                .results()
                .flatMap(row -> switch (row.group(2)) {
                    case "histogram" -> Stream.of("_bucket", "_count", "_sum").map(end -> row.group(1) + end);
                    case "summary" -> Stream.of("_count", "_sum").map(end -> row.group(1) + end);
                    default -> Stream.of(row.group(1));
                })
                .collect(Collectors.toSet());
    }

    private static Node read(Path file) throws IOException {
        List<Object> documents =
                List.of(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
        return new Node(documents.get(0));
    }
}
