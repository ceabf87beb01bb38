package live.weir.platform.infrastructure.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import live.weir.platform.infrastructure.StartupFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeirHomeTest {

    private final Path parent;

    WeirHomeTest(@TempDir(factory = UnderTarget.class) Path parent) {
        this.parent = parent;
    }

    @Test
    void a_new_home_is_for_its_owner_alone() throws Exception {
        Path path = parent.resolve("a/b/home");
        try (WeirHome home = WeirHome.open(path)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
            String secret = home.secret("postgres");
            assertThat(secret).hasSize(43).isEqualTo(home.secret("postgres")).isNotEqualTo(home.secret("redis"));
        }
    }

    @Test
    void a_damaged_secret_is_replaced() throws Exception {
        try (WeirHome home = WeirHome.open(parent.resolve("home"))) {
            Files.writeString(home.path().resolve("secrets/redis"), "'; DROP");
            assertThat(home.secret("redis")).hasSize(43);
        }
    }

    @Test
    void a_home_that_is_a_file_is_refused_in_one_sentence() throws Exception {
        Path file = Files.createFile(parent.resolve("file"));
        assertThatThrownBy(() -> WeirHome.open(file))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContainingAll("is not a directory", "WEIR_HOME");
    }

    @Test
    void a_home_where_nobody_can_write_is_refused_in_one_sentence() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "there is no /proc here");
        assertThatThrownBy(() -> WeirHome.open(Path.of("/proc/weir")))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContainingAll("/proc/weir cannot be used", "WEIR_HOME");
    }

    @Test
    void a_home_where_this_user_cannot_write_is_refused_in_one_sentence() throws Exception {
        assumeFalse(WeirHome.runsAsRoot(), "root may write everywhere");
        Path readOnly = Files.createDirectory(
                parent.resolve("read-only"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        assertThatThrownBy(() -> WeirHome.open(readOnly))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContainingAll("permission denied", "give this user the right to write");
    }

    @Test
    void root_does_not_move_into_the_home_of_another_user() throws Exception {
        assumeTrue(WeirHome.runsAsRoot(), "only root can give a directory away");
        Path theirs = Files.createDirectory(parent.resolve("theirs"));
        Files.setAttribute(theirs, "unix:uid", 12345);
        WeirHome.open(theirs).close();
        Files.setAttribute(theirs, "unix:uid", 12345);
        assertThatThrownBy(() -> WeirHome.open(theirs))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContainingAll("belongs to the user 12345", "runs as root");
    }

    @Test
    void too_little_disk_is_said_before_anything_is_unpacked() {
        try (WeirHome home = WeirHome.open(parent.resolve("home"), path -> 30_000_000)) {
            assertThatThrownBy(() -> EmbeddedServices.start(home, true, true, step -> {}))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContainingAll("The disk is too full", "30 MB are free", "WEIR_HOME");
        }
    }

    @Test
    void a_disk_that_fills_up_meanwhile_is_explained_too() throws Exception {
        Path small = Files.createDirectory(parent.resolve("small"));
        assumeTrue(
                WeirHome.runsAsRoot() && succeeds("mount", "-t", "tmpfs", "-o", "size=70m", "weir", small.toString()));
        try {
            Files.setPosixFilePermissions(small, PosixFilePermissions.fromString("rwx------"));
            try (WeirHome home = WeirHome.open(small, path -> Long.MAX_VALUE)) {
                assertThatThrownBy(() -> EmbeddedServices.start(home, true, false, step -> {}))
                        .isInstanceOf(StartupFailure.class)
                        .hasMessageContainingAll("The disk that holds", "is full");
            }
        } finally {
            assertThat(succeeds("umount", small.toString())).isTrue();
        }
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }
}
