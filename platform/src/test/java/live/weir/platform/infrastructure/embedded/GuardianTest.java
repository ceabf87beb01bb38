package live.weir.platform.infrastructure.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import live.weir.platform.infrastructure.embedded.Guardian.Outcome;
import live.weir.platform.infrastructure.embedded.Guardian.StopPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardianTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path parent;
    private final WeirHome home;
    private final ChildLog log;
    private final Guardian guardian;

    GuardianTest(@TempDir(factory = UnderTarget.class) Path parent) {
        this.parent = parent;
        this.home = WeirHome.open(parent.resolve("home"));
        this.log = new ChildLog(home.logs().resolve("test.log"), 1_000);
        this.guardian = new Guardian(home, log);
    }

    @AfterEach
    void close() throws Exception {
        log.close();
        home.close();
    }

    @Test
    void a_command_keeps_its_status_its_words_and_its_arguments() throws Exception {
        Outcome outcome = guardian.run(List.of("sh", "-c", "echo \"$1\"; exit 7", "sh", "two  words; $HOME"), LIMIT);
        assertThat(outcome.status()).isEqualTo(7);
        assertThat(outcome.lines()).containsExactly("two  words; $HOME");
    }

    @Test
    void a_command_reads_its_input_and_sees_no_settings_of_other_servers() throws Exception {
        Path input = Files.writeString(parent.resolve("input"), "from the file\n");
        Outcome outcome = guardian.run(List.of("sh", "-c", "cat; env"), input, LIMIT);
        assertThat(outcome.lines()).contains("from the file", "LC_ALL=C").noneMatch(line -> line.startsWith("JAVA"));
    }

    @Test
    void a_program_that_cannot_be_found_has_the_shells_status() throws Exception {
        assertThat(guardian.run(List.of(parent.resolve("missing").toString()), LIMIT)
                        .status())
                .isEqualTo(127);
    }

    @Test
    void a_command_that_takes_too_long_is_stopped() throws Exception {
        assertThat(guardian.run(List.of("sleep", "600"), Duration.ofMillis(100)).succeeded())
                .isFalse();
    }

    @Test
    void a_child_that_ignores_its_signal_is_killed() throws Exception {
        StopPlan plan = new StopPlan(List.of("TERM"), Duration.ofMillis(300));
        ChildProcess child =
                guardian.start(List.of("sh", "-c", "trap '' TERM; echo stubborn; while :; do sleep 1; done"), plan);
        Await.until("it traps", () -> child.lastLines().contains("stubborn"));
        child.stop();
        assertThat(child.isAlive()).isFalse();
        assertThat(child.exitStatus()).isEqualTo(128 + 9);
    }

    @Test
    void the_log_is_bounded_and_the_last_lines_are_at_hand() throws Exception {
        Outcome outcome = guardian.run(
                List.of("sh", "-c", "i=0; while [ $i -lt 1000 ]; do echo \"line $i\"; i=$((i+1)); done"), LIMIT);
        assertThat(outcome.lines()).hasSize(50).endsWith("line 999");
        try (var files = Files.list(home.logs())) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(Files.size(file)).isLessThan(1_100));
        }
    }
}
