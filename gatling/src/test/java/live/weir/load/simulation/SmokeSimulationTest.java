package live.weir.load.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smoke against a real node, each in a process of its own; and what it says of targets that are none. */
class SmokeSimulationTest {

    private final Path directory;

    SmokeSimulationTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void a_few_of_everybody_find_what_they_came_for() throws Exception {
        Path output = directory.resolve("load.log");
        Path results = directory.resolve("results");
        try (Node node = Node.start(directory)) {
            int code = Node.load(
                    output,
                    "smoke",
                    "url=" + node.base(),
                    "users=6",
                    "duration=6s",
                    "patience=30s",
                    "results=" + results);
            assertThat(code).as(Files.readString(output)).isZero();
        }
        String figures = Files.readString(find(results, "media.json"));
        assertThat(figures).contains("first keyframe", "picture delay", "say to seen");
        assertThat(find(results, "media.html")).content().contains("<svg", "picture delay");
        assertThat(find(results, "index.html")).content().contains("watch: first keyframe");
    }

    @Test
    void a_target_that_is_not_there_is_told_in_one_line() throws Exception {
        Path output = directory.resolve("load.log");
        int code = Node.load(output, "smoke", "url=http://127.0.0.1:1", "results=" + directory.resolve("results"));
        assertThat(code).isEqualTo(1);
        assertThat(Files.readString(output)).contains("http://127.0.0.1:1/ cannot be reached");
    }

    private static Path find(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }
}
