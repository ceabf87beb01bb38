package live.weir.bridge.transcode;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import live.weir.testing.HouseRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real child processes, kept and let go. */
@ExtendWith(HouseRules.class)
class ChildKeeperTest {

    private static final Set<String> ENVIRONMENT = Set.of("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH");

    private final Heard heard = new Heard();

    /** What a test hears of a child. */
    private static final class Heard implements ChildListener {

        final List<String> said = new CopyOnWriteArrayList<>();
        final List<String> complaints = new CopyOnWriteArrayList<>();
        final List<ChildState> states = new CopyOnWriteArrayList<>();
        final List<ChildExit> exits = new CopyOnWriteArrayList<>();

        @Override
        public void said(String line) {
            said.add(line);
        }

        @Override
        public void complained(String line) {
            complaints.add(line);
        }

        @Override
        public void entered(ChildState state) {
            states.add(state);
        }

        @Override
        public void left(ChildExit exit) {
            exits.add(exit);
        }
    }

    static ChildProgram program(Class<?> main) {
        return new ChildProgram(
                "test",
                main,
                List.of(),
                Map.of(),
                List.of("sing", "dance é"),
                16,
                Path.of("target/natives").toAbsolutePath());
    }

    @Test
    void a_child_hears_its_orders_and_is_heard() throws Exception {
        try (ChildKeeper keeper = ChildKeeper.start(program(Parrot.class), heard)) {
            eventually(() -> assertThat(heard.said).contains("ordered sing", "ordered dance é"));
            keeper.tell("again");
            eventually(() -> assertThat(heard.said).contains("heard again"));
            eventually(() -> assertThat(heard.complaints).containsExactly("a complaint"));
        }
        assertThat(heard.said).last().isEqualTo("goodbye");
        assertThat(heard.states).containsExactly(ChildState.RUNNING, ChildState.STOPPED);
    }

    @Test
    void the_nodes_secrets_stay_out_of_a_childs_environment() throws Exception {
        try (ChildKeeper keeper = ChildKeeper.start(program(Parrot.class), heard)) {
            eventually(() -> assertThat(heard.said).anyMatch(line -> line.startsWith("environment ")));
            assertThat(keeper.pid()).isPresent();
        }
        String environment = heard.said.stream()
                .filter(line -> line.startsWith("environment "))
                .findFirst()
                .orElseThrow();
        assertThat(environment.replaceAll("environment \\[|]", "").split(", ")).isSubsetOf(ENVIRONMENT);
    }

    @Test
    void a_line_without_an_end_is_cut() throws Exception {
        try (ChildKeeper keeper = ChildKeeper.start(program(Parrot.class), heard)) {
            eventually(() -> assertThat(heard.said)
                    .filteredOn(line -> line.startsWith("x"))
                    .hasSize(3));
            assertThat(keeper.pid()).isPresent();
        }
    }

    @Test
    void a_child_that_dies_is_started_again() throws Exception {
        try (ChildKeeper keeper = ChildKeeper.start(program(Parrot.class), heard)) {
            eventually(() -> assertThat(heard.said).contains("ordered sing"));
            long first = keeper.pid().orElseThrow();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            eventually(() -> assertThat(heard.states)
                    .containsExactly(ChildState.RUNNING, ChildState.WAITING, ChildState.RUNNING));
            assertThat(heard.exits).extracting(ChildExit::status).containsExactly(137);
            assertThat(keeper.pid().orElseThrow()).isNotEqualTo(first);
        }
    }

    @Test
    void a_child_that_hears_nothing_is_killed() throws Exception {
        ChildJvm child = ChildJvm.start(program(Stubborn.class), heard);
        eventually(() -> assertThat(heard.said).contains("here to stay"));
        child.stop(Duration.ofMillis(300));
        assertThat(child.awaitExit().status()).isEqualTo(137);
    }

    @Test
    void a_child_goes_with_its_node_even_if_that_is_killed() throws Exception {
        Process host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Host.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8))) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
            assertThat(isRunning(child)).isTrue();
            host.destroyForcibly().waitFor();
            eventually(() -> assertThat(isRunning(child)).isFalse());
        } finally {
            host.destroyForcibly();
        }
    }

    /** What has ended and is not reaped by anybody, as in a container without an init, has no command line. */
    private static boolean isRunning(ProcessHandle child) {
        return child.isAlive() && child.info().commandLine().isPresent();
    }

    @Test
    void inside_an_executable_jar_the_outer_one_is_found() {
        assertThat(ChildCommand.outerJar("nested:/srv/a%20node/weir.jar/!BOOT-INF/lib/bridge.jar!/"))
                .isEqualTo("/srv/a node/weir.jar");
    }

    @Test
    void orders_are_lines_and_are_never_shown() {
        assertThatThrownBy(() -> new ChildProgram(
                        "test", Parrot.class, List.of(), Map.of(), List.of("two\nlines"), 16, Path.of("target")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(program(Parrot.class).toString()).doesNotContain("sing");
    }

    @Test
    void pauses_grow_up_to_a_bound_and_begin_anew() {
        Pauses pauses = new Pauses(Duration.ofSeconds(1), Duration.ofSeconds(8), () -> 0L);
        assertThat(List.of(pauses.next(), pauses.next(), pauses.next(), pauses.next(), pauses.next()))
                .extracting(Duration::toMillis)
                .containsExactly(750L, 1500L, 3000L, 6000L, 6000L);
        pauses.reset();
        assertThat(pauses.next()).isEqualTo(Duration.ofMillis(750));
    }
}
