package live.weir.load.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People whose node goes away in the middle, and comes again. */
class ReturnSimulationTest {

    private final Path directory;

    ReturnSimulationTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void performers_viewers_and_listeners_come_back_to_a_node_that_was_restarted() throws Exception {
        Path output = directory.resolve("load.log");
        try (Node node = Node.start(directory);
                Node.Load load = Node.begin(
                        output,
                        "chaos",
                        "chaos=true",
                        "mend=true",
                        "url=" + node.base(),
                        "users=2",
                        "ramp=1s",
                        "duration=45s",
                        "returns=2m",
                        "patience=30s",
                        "bars=none",
                        "results=" + directory.resolve("results"))) {
            load.awaitWords("watch: first keyframe");
            node.stop();
            try (Node again = Node.start(directory, node.port())) {
                load.awaitWords("watch: back");
                assertThat(load.exitCode()).as(Files.readString(output)).isZero();
                assertThat(again.base()).isEqualTo(node.base());
            }
        }
        assertThat(output).content().contains("perform: back", "room: back").doesNotContain("watch: lost");
    }
}
