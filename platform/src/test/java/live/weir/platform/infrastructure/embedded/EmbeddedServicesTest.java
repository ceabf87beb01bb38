package live.weir.platform.infrastructure.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import live.weir.platform.infrastructure.StartupFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One home through its life; the tests build on each other's data, so that the slow first start happens once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedServicesTest {

    private final Path homePath;
    private final List<String> steps = new CopyOnWriteArrayList<>();

    EmbeddedServicesTest(@TempDir(factory = UnderTarget.class) Path parent) {
        this.homePath = parent.resolve("home with spaces");
    }

    private Set<Thread> before = Set.of();

    @BeforeEach
    void forget() {
        steps.clear();
        before = Set.copyOf(Thread.getAllStackTraces().keySet());
    }

    @AfterEach
    void noThreadIsLeft() throws Exception {
        Await.until(
                "no thread of the services is left",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread)) // other tests of this JVM have services too
                        .noneMatch(thread -> thread.getName().startsWith("weir-embedded")));
    }

    @Test
    @Order(1)
    void the_first_start_makes_everything_and_says_what_takes_long() throws Exception {
        leaveHalvesOfAKilledProcess();
        try (WeirHome home = WeirHome.open(homePath);
                EmbeddedServices services = EmbeddedServices.start(home, true, true, steps::add)) {
            Visitor visitor = Visitor.of(services);
            visitor.leaveSomething();
            assertThat(visitor.findsIt()).isTrue();
            assertThat(steps).contains("Unpacking postgres (only this once)", "Creating the database (only this once)");
            assertThat(visitor.sql("SHOW data_checksums")).isEqualTo("on");
            assertThat(visitor.sql("SHOW fsync")).isEqualTo("on");
            assertThat(visitor.sql("SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(visitor.sql("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
            passwordsAreNotInTheProcessList();
        }
        assertThat(homePath.resolve("postgres")).isDirectoryNotContaining("glob:**/.new-*");
        assertThat(homePath.resolve("runtime")).isDirectoryNotContaining("glob:**partial*");
    }

    private void leaveHalvesOfAKilledProcess() throws Exception {
        Path half = homePath.resolve("runtime/postgres-0badc0de.partial-1/bin");
        Files.createDirectories(half);
        Files.writeString(half.resolve("postgres"), "half a program");
        Path cluster = homePath.resolve("postgres/.new-1/data");
        Files.createDirectories(cluster);
        Files.writeString(cluster.resolve("PG_VERSION"), "18");
    }

    private void passwordsAreNotInTheProcessList() throws Exception {
        String postgres = Visitor.secret(homePath, "postgres");
        String redis = Visitor.secret(homePath, "redis");
        assertThat(ProcessHandle.current().descendants())
                .isNotEmpty()
                .allSatisfy(child -> assertThat(child.info().commandLine().orElse(""))
                        .doesNotContain(postgres)
                        .doesNotContain(redis));
    }

    @Test
    @Order(2)
    void the_second_start_finds_its_data_and_makes_nothing() throws Exception {
        try (WeirHome home = WeirHome.open(homePath)) {
            EmbeddedServices services = EmbeddedServices.start(home, true, true, steps::add);
            assertThat(Visitor.of(services).findsIt()).isTrue();
            assertThat(steps).isEmpty();
            services.close();
            services.close();
            assertThat(Files.readString(home.logs().resolve("postgres.log"))).contains("database system is shut down");
        }
    }

    @Test
    @Order(3)
    void a_server_that_is_killed_comes_back_on_its_port_with_its_data() throws Exception {
        try (WeirHome home = WeirHome.open(homePath);
                EmbeddedServices services = EmbeddedServices.start(home, true, true, steps::add)) {
            List<String> states = new CopyOnWriteArrayList<>();
            services.listen((service, state) -> states.add(service + " " + state));
            Visitor visitor = Visitor.of(services);
            NodeProcess.servers(homePath).forEach(ProcessHandle::destroyForcibly);
            Await.until(
                    "both run again",
                    () -> states.stream()
                                    .filter(state -> state.endsWith("RUNNING"))
                                    .count()
                            == 4);
            assertThat(visitor.findsIt()).isTrue();
            assertThat(states)
                    .containsSubsequence("PostgreSQL RUNNING", "PostgreSQL RESTARTING", "PostgreSQL RUNNING")
                    .containsSubsequence("Redis RUNNING", "Redis RESTARTING", "Redis RUNNING");
        }
    }

    @Test
    @Order(4)
    void a_guardian_that_is_killed_takes_nothing_down_for_good() throws Exception {
        try (WeirHome home = WeirHome.open(homePath);
                EmbeddedServices services = EmbeddedServices.start(home, true, true, steps::add)) {
            Visitor visitor = Visitor.of(services);
            List<ProcessHandle> before = NodeProcess.servers(homePath);
            ProcessHandle.current()
                    .children()
                    // Of these services only: other tests of this JVM have servers too.
                    .filter(child -> child.info().commandLine().orElse("").contains("guardian.sh"))
                    .filter(child -> child.info().commandLine().orElse("").contains(homePath.toString()))
                    .forEach(ProcessHandle::destroyForcibly);
            Await.until("the servers without a guardian are gone", () -> NodeProcess.allGone(before));
            Await.until("new ones answer", () -> answers(visitor));
            assertThat(visitor.findsIt()).isTrue();
        }
    }

    private static boolean answers(Visitor visitor) {
        try {
            return visitor.findsIt();
        } catch (SQLException | IOException notYet) {
            return false;
        }
    }

    @Test
    @Order(5)
    void lost_secrets_are_made_anew_and_open_ones_closed() throws Exception {
        Path postgres = homePath.resolve("secrets/postgres");
        Path redis = homePath.resolve("secrets/redis");
        String old = Files.readString(postgres);
        Files.delete(postgres);
        Files.setPosixFilePermissions(redis, PosixFilePermissions.fromString("rw-r--r--"));
        try (WeirHome home = WeirHome.open(homePath);
                EmbeddedServices services = EmbeddedServices.start(home, true, true, steps::add)) {
            assertThat(Visitor.of(services).findsIt()).isTrue();
            assertThat(Files.readString(postgres)).isNotEqualTo(old);
            assertThat(List.of(postgres, redis))
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    @Order(6)
    void a_redis_file_cut_short_or_damaged_does_not_keep_the_node_from_starting() throws Exception {
        Path file = homePath.resolve("redis/appendonly.aof");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 3));
        startRedisAlone();
        Files.writeString(file, "*1\r\n$4\r\nOOPS and no more Redis here at all\r\n\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
        startRedisAlone();
        assertThat(homePath.resolve("redis/appendonly.aof.damaged")).exists();
    }

    private void startRedisAlone() {
        try (WeirHome home = WeirHome.open(homePath);
                EmbeddedServices services = EmbeddedServices.start(home, false, true, steps::add)) {
            assertThat(services.postgres()).isEmpty();
            assertThat(services.redis()).isPresent();
        }
    }

    @Test
    @Order(7)
    void data_of_another_major_version_is_left_alone_and_explained() throws Exception {
        Path version = homePath.resolve("postgres/data/PG_VERSION");
        Files.writeString(version, "17\n");
        try (WeirHome home = WeirHome.open(homePath)) {
            assertThatThrownBy(() -> EmbeddedServices.start(home, true, true, steps::add))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContainingAll("is of PostgreSQL 17", "brings 18", "WEIR_POSTGRES_URL");
        }
    }
}
