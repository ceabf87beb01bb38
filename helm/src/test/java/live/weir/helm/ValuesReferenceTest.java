package live.weir.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The page where operators look up values, and the schema that refuses others, are those of values.yaml. */
class ValuesReferenceTest {

    private static final Path PAGE = Chart.HOME.resolve("README.md");
    private static final String HEAD = """
            # The chart's values

            What can be set, by `--set` or in a file of one's own; what can't be meant is refused with a sentence. How to install, upgrade and look after
            it: [../README.md](../README.md). This page is written from `values.yaml`.

            | value | meaning | default |
            |---|---|---|
            """;

    @Test
    void every_value_says_what_it_means() throws IOException {
        assertThat(DocumentedValues.read().undocumented()).isEmpty();
    }

    @Test
    void the_reference_lists_every_value_as_it_is() throws IOException {
        String page = HEAD
                + DocumentedValues.read().values().stream()
                        .map(value -> "| `" + value.path() + "` | "
                                + value.meaning().replace("|", "\\|") + " | `" + value.fallback() + "` |\n")
                        .collect(Collectors.joining());
        if (Boolean.getBoolean("chart.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("helm/weir/README.md is out of date; write it anew with mvn -pl helm test -Dchart.write=true")
                .isEqualTo(page);
    }

    @Test
    void the_schema_has_every_value_and_no_other() throws IOException {
        Node schema = read("values.schema.json");
        Node values = read("values.yaml");
        List<String> differing = new ArrayList<>();
        compare("", schema, values, schema, differing);
        assertThat(differing).isEmpty();
    }

    private static void compare(String path, Node schema, Node values, Node root, List<String> differing) {
        Node here = schema.has("$ref")
                ? root.at(schema.text("$ref").replace("#/", "").replace('/', '.'))
                : schema;
        if (!here.has("properties")) {
            return;
        }
        if (!here.text("additionalProperties").equals("false")) {
            differing.add(path + " takes any key");
        }
        Map<?, ?> known = here.map("properties");
        Map<?, ?> present = (Map<?, ?>) values.value();
        known.keySet().stream()
                .filter(key -> !present.containsKey(key))
                .forEach(key -> differing.add(path + key + " is in the schema alone"));
        present.keySet().stream()
                .filter(key -> !known.containsKey(key))
                .forEach(key -> differing.add(path + key + " is not in the schema"));
        known.forEach((key, below) -> {
            Object value = present.get(key);
            if (value instanceof Map<?, ?>) {
                compare(path + key + ".", new Node(below), new Node(value), root, differing);
            }
        });
    }

    private static Node read(String file) throws IOException {
        return new Node(
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(Chart.HOME.resolve(file))));
    }
}
