package live.weir.load.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same performers and viewers in a real Janus' video room; and what is said of a server that dies meanwhile. */
class JanusSimulationTest {

    private final Path directory;

    JanusSimulationTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeAll
    static void needsJanus() {
        boolean there = Files.isExecutable(Janus.EXECUTABLE);
        if (System.getenv("CI") != null) {
            assertThat(there).as("Janus is installed: apt-get install janus").isTrue();
        }
        assumeTrue(there, "Janus is not installed: apt-get install janus");
    }

    @Test
    void its_viewers_see_what_its_performer_shows_until_it_dies_which_is_told() throws Exception {
        Path output = directory.resolve("load.log");
        Path results = directory.resolve("results");
        try (Janus janus = Janus.start(directory);
                Node.Load load = Node.begin(
                        output,
                        "smoke",
                        "janus=" + janus.address(),
                        "users=4",
                        "ramp=1s",
                        "duration=2m",
                        "patience=30s",
                        "results=" + results)) {
            load.awaitWords("watch: first keyframe");
            janus.kill();
            assertThat(load.exitCode()).as(Files.readString(output)).isEqualTo(2);
        }
        assertThat(output).content().contains("The server fell silent for 10 s", "watch: stayed");
        assertThat(figures(results)).contains("first keyframe", "picture delay");
    }

    private static String figures(Path results) throws IOException {
        try (Stream<Path> files = Files.walk(results, 2)) {
            return Files.readString(files.filter(file -> file.endsWith("media.json"))
                    .findFirst()
                    .orElseThrow());
        }
    }
}
