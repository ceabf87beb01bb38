package live.weir.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart tells nodes is what nodes understand. */
class EnvironmentTest {

    private static final Path REFERENCE = Path.of("../platform/CONFIGURATION.md");
    private static final Pattern KEY = Pattern.compile("(?m)^\\| `(weir\\.[a-z.-]+)` \\| `(WEIR_[A-Z_]+)` \\|");
    private static final Pattern SPRINGS = Pattern.compile("`((?:SERVER|MANAGEMENT|LOGGING)_[A-Z_]+)`");
    private static final Pattern OWN = Pattern.compile("POD_IP|POD_INDEX|MEDIA_ADDRESS_\\d+|JDK_JAVA_OPTIONS");

    static Stream<Ways.Way> ways() {
        return Ways.all();
    }

    @Test
    void the_chart_knows_every_key_of_a_node() throws IOException {
        List<String> keys = KEY.matcher(Files.readString(REFERENCE))
                .results()
                .map(key -> key.group(1))
                .sorted()
                .toList();
        Path file = Chart.HOME.resolve("files/keys.txt");
        if (Boolean.getBoolean("chart.write")) {
            Files.writeString(file, String.join("\n", keys) + "\n");
        }
        assertThat(Files.readAllLines(file))
                .as("helm/weir/files/keys.txt is out of date; write it anew with mvn -pl helm test -Dchart.write=true")
                .isEqualTo(keys);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void nodes_understand_every_variable(Ways.Way way) throws IOException {
        Set<String> known = known();
        Rendered rendered = way.render();
        Stream<String> shared = rendered.one("ConfigMap", "weir-environment").map("data").keySet().stream()
                .map(Object::toString);
        Stream<String> single = rendered.workloads()
                .flatMap(workload -> workload.items("spec.template.spec.containers"))
                .filter(container -> Set.of("weir", "migrate").contains(container.text("name")))
                .flatMap(container -> container.items("env"))
                .map(variable -> variable.text("name"));
        assertThat(Stream.concat(shared, single))
                .allMatch(name -> known.contains(name) || OWN.matcher(name).matches());
    }

    private static Set<String> known() throws IOException {
        String page = Files.readString(REFERENCE);
        return Stream.concat(
                        KEY.matcher(page).results().map(key -> key.group(2)),
                        SPRINGS.matcher(page).results().map((MatchResult key) -> key.group(1)))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void what_stands_in_both_places_does_not_contradict(Ways.Way way) {
        Rendered rendered = way.render();
        Set<?> shared =
                rendered.one("ConfigMap", "weir-environment").map("data").keySet();
        assertThat(rendered.workloads()
                        .flatMap(workload -> workload.items("spec.template.spec.containers"))
                        .filter(container -> container.text("name").equals("weir"))
                        .flatMap(container -> container.items("env"))
                        .map(variable -> variable.text("name")))
                .noneMatch(shared::contains);
    }
}
