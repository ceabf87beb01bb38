package live.weir.platform.launch;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import live.weir.platform.testing.NodeProcess;
import live.weir.platform.testing.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting and ending a node as an operator does. */
class LaunchTest {

    private static final String ACCOUNT = "{\"handle\":\"eva\",\"password\":\"four plain words here\"}";

    private final Path directory;

    LaunchTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void a_killed_node_leaves_no_orphan_and_its_next_start_finds_the_data() throws Exception {
        Path home = directory.resolve("home");
        List<ProcessHandle> children;
        try (NodeProcess first = NodeProcess.start(home, Map.of(), "--server.port=0")) {
            assertThat(first.post("/api/v1/accounts", ACCOUNT)).isEqualTo(201);
            children = first.descendants();
            assertThat(children).isNotEmpty();
            first.kill();
        }
        try (NodeProcess second = NodeProcess.start(home, Map.of(), "--server.port=0")) {
            assertThat(second.post("/api/v1/sessions", ACCOUNT)).isEqualTo(200);
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            List<ProcessHandle> itsChildren = second.descendants();
            second.terminate();
            assertThat(second.exitCode()).isEqualTo(143);
            eventually(() -> assertThat(itsChildren).noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void a_taken_port_is_told_in_one_sentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            expectRefusal(
                    externalServers(),
                    "port " + taken.getLocalPort() + " is taken",
                    "--server.address=127.0.0.1",
                    "--server.port=" + taken.getLocalPort());
        }
    }

    @Test
    void a_home_that_is_a_file_is_told_in_one_sentence() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        expectRefusal(Map.of("WEIR_HOME", file.toString()), "is not a directory");
    }

    @Test
    void a_postgres_that_is_not_there_is_told_in_one_sentence() throws Exception {
        expectRefusal(
                Map.of(
                        "WEIR_POSTGRES_URL", "postgresql://weir:hunter2@127.0.0.1:1/weir",
                        "WEIR_REDIS_URL", TestServers.shared().redisUrl(0),
                        "WEIR_POSTGRES_PATIENCE", "1s"),
                "Postgres at 127.0.0.1:1 cannot be used");
    }

    @Test
    void a_redis_that_is_not_there_is_told_in_one_sentence() throws Exception {
        expectRefusal(
                Map.of(
                        "WEIR_POSTGRES_URL", TestServers.shared().freshPostgresUrl(),
                        "WEIR_REDIS_URL", "redis://:hunter2@127.0.0.1:1",
                        "WEIR_REDIS_PATIENCE", "1s"),
                "Redis at 127.0.0.1:1 cannot be used");
    }

    @Test
    void a_wrong_password_is_told_in_one_sentence_that_does_not_repeat_it() throws Exception {
        String url = TestServers.shared().freshPostgresUrl().replaceFirst("://([^:]+):[^@]+@", "://$1:hunter2@");
        expectRefusal(
                Map.of(
                        "WEIR_POSTGRES_URL",
                        url,
                        "WEIR_REDIS_URL",
                        TestServers.shared().redisUrl(0)),
                "refuses user 'weir'");
    }

    @Test
    void the_schema_alone_can_be_brought_up_to_date() throws Exception {
        Map<String, String> postgres =
                Map.of("WEIR_POSTGRES_URL", TestServers.shared().freshPostgresUrl());
        try (NodeProcess upgrade = NodeProcess.start(directory.resolve("unused"), postgres, "migrate")) {
            assertThat(upgrade.exitCode())
                    .as(() -> String.join("\n", upgrade.output()))
                    .isZero();
            assertThat(upgrade.output()).anyMatch(line -> line.contains("The schema is that of this release"));
        }
    }

    @Test
    void an_unknown_key_is_told_with_the_nearest() throws Exception {
        expectRefusal(Map.of("WEIR_POSTGRES_ULR", "x"), "WEIR_POSTGRES_URL");
    }

    @Test
    void a_value_out_of_its_bounds_is_told_by_its_key() throws Exception {
        expectRefusal(Map.of("WEIR_POSTGRES_POOL_SIZE", "0"), "weir.postgres.pool.size");
    }

    @Test
    void a_value_of_the_wrong_kind_is_told_by_its_key() throws Exception {
        expectRefusal(Map.of("WEIR_LIMITS_WRITE", "lots"), "weir.limits.write");
    }

    private Map<String, String> externalServers() {
        return Map.of(
                "WEIR_POSTGRES_URL", TestServers.shared().freshPostgresUrl(),
                "WEIR_REDIS_URL", TestServers.shared().freshRedisUrl());
    }

    private void expectRefusal(Map<String, String> environment, String words, String... arguments) throws Exception {
        try (NodeProcess node = NodeProcess.start(directory.resolve("unused"), environment, arguments)) {
            assertThat(node.exitCode()).isEqualTo(1);
            assertThat(node.output())
                    .filteredOn(line -> line.startsWith("Weir cannot start: "))
                    .as(() -> String.join("\n", node.output()))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains(words).doesNotContain("hunter2"));
            assertThat(node.output()).noneMatch(line -> line.startsWith("\tat "));
        }
    }
}
