package live.weir.platform.infrastructure.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import live.weir.platform.infrastructure.StartupFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a node dies, nothing of it stays behind, and the next one starts at once with what was committed. */
class NodeDeathTest {

    private static final Duration SOON = Duration.ofSeconds(8);

    private final Path parent;

    NodeDeathTest(@TempDir(factory = UnderTarget.class) Path parent) {
        this.parent = parent;
    }

    @Test
    void a_killed_node_takes_its_servers_with_it_and_the_next_starts_at_once() throws Exception {
        Path home = parent.resolve("home");
        try (NodeProcess first = NodeProcess.start(home)) {
            first.awaitReady().leaveSomething();
            List<ProcessHandle> servers = NodeProcess.servers(home);
            first.kill();
            try (NodeProcess second = NodeProcess.start(home)) {
                assertThat(second.awaitReady().findsIt()).isTrue();
                assertThat(NodeProcess.allGone(servers)).isTrue();
                List<ProcessHandle> heirs = NodeProcess.servers(home);
                second.kill();
                Await.until("both servers are gone", SOON, () -> NodeProcess.allGone(heirs));
            }
        }
        assertThat(Files.readString(home.resolve("logs/postgres.log"))).doesNotContain("PANIC");
    }

    @Test
    void orphans_without_a_guardian_are_stopped_by_the_next_node() throws Exception {
        Path home = parent.resolve("home");
        try (NodeProcess first = NodeProcess.start(home)) {
            first.awaitReady().leaveSomething();
            List<ProcessHandle> servers = NodeProcess.servers(home);
            List<ProcessHandle> guardians = first.guardians();
            assertThat(guardians).hasSize(4);
            for (ProcessHandle guardian : guardians) {
                NodeProcess.signal("STOP", String.valueOf(guardian.pid()));
            }
            first.kill();
            guardians.forEach(ProcessHandle::destroyForcibly);
            Await.until("the guardians are gone", () -> NodeProcess.allGone(guardians));
            assertThat(servers).allMatch(ProcessHandle::isAlive);
            try (NodeProcess second = NodeProcess.start(home)) {
                assertThat(second.awaitReady().findsIt()).isTrue();
                assertThat(second.output()).contains("that an earlier run left behind");
                assertThat(NodeProcess.allGone(servers)).isTrue();
            }
        }
    }

    @Test
    void a_stale_pid_file_of_a_stranger_harms_neither_the_stranger_nor_the_start() throws Exception {
        Path home = parent.resolve("home");
        try (NodeProcess first = NodeProcess.start(home, "close")) {
            first.awaitReady();
            NodeProcess.signal("TERM", String.valueOf(first.pid()));
            first.awaitExit();
        }
        String stranger = ProcessHandle.current().pid() + "\n";
        Files.writeString(NodeProcess.postgresPid(home), stranger);
        Files.writeString(NodeProcess.redisPid(home), stranger);
        try (NodeProcess second = NodeProcess.start(home)) {
            assertThat(second.awaitReady().redis("PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void sigterm_stops_the_servers_in_order() throws Exception {
        Path home = parent.resolve("home");
        try (NodeProcess node = NodeProcess.start(home, "close")) {
            node.awaitReady();
            List<ProcessHandle> servers = NodeProcess.servers(home);
            NodeProcess.signal("TERM", String.valueOf(node.pid()));
            endsOrderly(node, home, servers);
        }
    }

    @Test
    void control_c_reaches_the_node_alone() throws Exception {
        assumeFalse(ignoresInterrupts(), "this build runs in the background, where children inherit an ignored SIGINT");
        Path home = parent.resolve("home");
        try (NodeProcess node = NodeProcess.start(home, "close")) {
            node.awaitReady();
            List<ProcessHandle> servers = NodeProcess.servers(home);
            NodeProcess.signal("INT", "-" + node.pid());
            endsOrderly(node, home, servers);
        }
    }

    private static void endsOrderly(NodeProcess node, Path home, List<ProcessHandle> servers) throws Exception {
        assertThat(node.awaitExit()).isGreaterThan(128);
        assertThat(node.output()).contains("CLOSED").doesNotContain("died");
        assertThat(NodeProcess.allGone(servers)).isTrue();
        assertThat(Files.readString(home.resolve("logs/postgres.log"))).contains("database system is shut down");
        assertThat(Files.readString(home.resolve("logs/redis.log"))).contains("ready to exit");
    }

    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.notExists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 0b10) != 0);
    }

    @Test
    void a_home_has_one_node_at_a_time() throws Exception {
        Path path = parent.resolve("home");
        try (WeirHome home = WeirHome.open(path)) {
            String pid = String.valueOf(ProcessHandle.current().pid());
            assertThatThrownBy(() -> WeirHome.open(path))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContainingAll("in use", pid);
            try (NodeProcess other = NodeProcess.start(home.path())) {
                other.awaitExit();
                assertThat(other.output()).contains("FAILED The home directory " + path + " is in use", pid);
            }
        }
        WeirHome.open(path).close();
    }
}
