package live.weir.platform.infrastructure.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a person reads who must act. */
class ComplaintTest {

    private final Complaint complaint = new Complaint(
            "PostgreSQL", "WEIR_POSTGRES_URL", Path.of("/home/weir"), Path.of("/home/weir/logs/postgres.log"));

    private String about(int status, String... lines) {
        return String.valueOf(complaint.about(status, List.of(lines)).getMessage());
    }

    @Test
    void a_missing_library_is_named() {
        assertThat(about(
                        127,
                        "postgres: error while loading shared libraries: libstdc++.so.6: cannot open shared object"))
                .contains("lacks libstdc++.so.6.", "WEIR_POSTGRES_URL");
    }

    @Test
    void a_home_without_execution_is_named() {
        assertThat(about(126, "sh: /home/weir/runtime/postgres: Permission denied"))
                .contains("noexec", "WEIR_HOME");
    }

    @Test
    void a_full_disk_is_named() {
        assertThat(about(1, "initdb: error: could not write: No space left on device"))
                .contains("is full");
    }

    @Test
    void another_c_library_is_named() {
        assertThat(about(127, "sh: bin/postgres: not found")).contains("glibc");
    }

    @Test
    void anything_else_brings_the_last_error_and_the_log() {
        assertThat(about(1, "starting", "FATAL:  something is wrong", "shutting down"))
                .contains("FATAL:  something is wrong.", "/home/weir/logs/postgres.log");
    }

    @Test
    void a_platform_without_programs_names_the_settings() {
        Platform platform = Platform.of("Windows 11", "amd64");
        assertThatThrownBy(platform::postgresArchive).hasMessageContaining("WEIR_POSTGRES_URL");
        assertThatThrownBy(platform::redisBinaries).hasMessageContaining("WEIR_REDIS_URL");
        assertThat(Platform.of("Mac OS X", "aarch64").postgresArchive()).isEqualTo("postgres-darwin-arm_64.txz");
    }

    @Test
    void an_endpoint_keeps_its_password_to_itself() {
        assertThat(new Endpoint("127.0.0.1", 1, "weir", "hush", "weir").toString())
                .doesNotContain("hush");
    }

    @Test
    void pauses_grow_to_half_a_minute_and_begin_anew() {
        Backoff backoff = new Backoff(new Random(1));
        assertThat(backoff.nextPause()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1250));
        for (int failure = 0; failure < 10; failure++) {
            backoff.nextPause();
        }
        assertThat(backoff.nextPause()).isBetween(Duration.ofSeconds(22), Duration.ofSeconds(30));
        backoff.reset();
        assertThat(backoff.nextPause()).isLessThan(Duration.ofSeconds(2));
    }
}
