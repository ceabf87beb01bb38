package live.weir.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page where operators look up keys is written from the same record that the node checks its configuration by. */
class ConfigurationReferenceTest {

    private static final Path PAGE = Path.of("CONFIGURATION.md");
    private static final String HEAD = """
            # Configuration

            Every key of Weir. Set it as an environment variable, as a system property (`-Dweir.home=…`), as an argument
            (`--weir.home=…`) or in an `application.yaml` beside the node. A key that does not exist is refused at the start,
            with the nearest that does. Durations are written `500ms`, `10s`, `5m`, `30d`; sizes `256KB`, `1MB`; lists with commas.

            What belongs to Spring Boot keeps Spring Boot's names; these are the ones an operator needs:

            | variable | meaning | default |
            |---|---|---|
            | `SERVER_PORT`, `SERVER_ADDRESS` | where the node listens | `8080`, all addresses |
            | `SERVER_SSL_CERTIFICATE`, `SERVER_SSL_CERTIFICATE_PRIVATE_KEY` | PEM files for TLS | none |
            | `MANAGEMENT_SERVER_PORT` | a port of its own for `/actuator` | the same port |
            | `MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT` | where traces go (OTLP over HTTP) | nowhere |
            | `MANAGEMENT_TRACING_SAMPLING_PROBABILITY` | share of requests that are traced | `0.1` |
            | `LOGGING_STRUCTURED_FORMAT_CONSOLE` | `ecs`, `logstash` or `gelf`: one JSON object a line, with trace and request id | text |
            | `LOGGING_LEVEL_LIVE_WEIR` | how much Weir logs | `info` |

            """;

    private final KnownKeys keys = KnownKeys.load();

    @Test
    void the_reference_lists_every_key_as_it_is() throws IOException {
        String page = HEAD + "| key | variable | meaning | default |\n|---|---|---|---|\n"
                + keys.byName().values().stream()
                        .map(ConfigurationReferenceTest::row)
                        .collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("configuration.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("platform/CONFIGURATION.md is out of date; write it anew with"
                        + " mvn -pl platform -am test -Dtest=ConfigurationReferenceTest"
                        + " -Dconfiguration.write=true -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(page);
    }

    @Test
    void every_key_says_what_it_means() {
        assertThat(keys.byName().values())
                .allSatisfy(key -> assertThat(key.description()).as(key.name()).isNotBlank());
    }

    @Test
    void records_within_records_are_listed_by_their_own_keys() {
        // A record from another package needs @NestedConfigurationProperty, or its keys would be refused as unknown.
        assertThat(keys.byName().values())
                .allSatisfy(key -> assertThat(key.type())
                        .as(key.name() + " is of a type that hides keys: annotate it with @NestedConfigurationProperty")
                        .doesNotContain("Policy"));
    }

    private static String row(KnownKeys.Key key) {
        String meaning = key.description()
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link ([^}]*)}", "$1")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|");
        String fallback =
                key.defaultValue().isEmpty() ? "" : "`" + key.defaultValue().replaceAll("[\\[\\]\"]", "") + "`";
        return "| `" + key.name() + "` | `" + key.variable() + "` | " + meaning + " | " + fallback + " |";
    }
}
