package live.weir.platform.infrastructure.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import live.weir.platform.infrastructure.StartupFailure;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class BinaryStoreTest {

    private static final String RESOURCE = "archunit.properties";

    private final Path parent;

    BinaryStoreTest(@TempDir(factory = UnderTarget.class) Path parent) {
        this.parent = parent;
    }

    @Test
    void what_failed_in_the_middle_is_unpacked_again_and_what_is_there_is_not() throws Exception {
        try (WeirHome home = WeirHome.open(parent.resolve("home"))) {
            BinaryStore store = new BinaryStore(home);
            assertThatThrownBy(() -> store.unpackOnce(
                            "thing",
                            RESOURCE,
                            1,
                            (in, directory) -> {
                                Files.writeString(directory.resolve("half"), "half");
                                throw new IOException("No space left on device");
                            },
                            step -> {}))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContaining("is full");
            Path whole = store.unpackOnce(
                    "thing", RESOURCE, 1, (in, directory) -> Files.copy(in, directory.resolve("file")), step -> {});
            assertThat(whole).isDirectoryContaining("glob:**/file").isDirectoryNotContaining("glob:**/half");
            Path again = store.unpackOnce(
                    "thing",
                    RESOURCE,
                    1,
                    (in, directory) -> {
                        throw new IOException("must not be asked");
                    },
                    step -> {});
            assertThat(again).isEqualTo(whole);
        }
    }

    @Test
    void a_missing_program_names_the_way_out() {
        try (WeirHome home = WeirHome.open(parent.resolve("home"))) {
            assertThatThrownBy(() -> new BinaryStore(home)
                            .unpackOnce("postgres", "postgres-plan9.txz", 1, TarArchive::unpack, step -> {}))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContaining("WEIR_POSTGRES_URL");
        }
    }

    @Test
    void an_archive_keeps_executables_and_links() throws Exception {
        TarArchive.unpack(
                new ByteArrayInputStream(archive(tar -> {
                    file(tar, "bin/program", 0755);
                    file(tar, "share/text", 0644);
                    link(tar, "bin/alias", "program");
                })),
                parent);
        assertThat(parent.resolve("bin/program")).isExecutable().hasContent("text");
        assertThat(Files.isExecutable(parent.resolve("share/text"))).isFalse();
        assertThat(Files.readSymbolicLink(parent.resolve("bin/alias"))).isEqualTo(Path.of("program"));
    }

    @Test
    void an_archive_never_leads_outside() throws Exception {
        Path target = Files.createDirectory(parent.resolve("target"));
        refuses(target, tar -> file(tar, "../evil", 0644));
        refuses(target, tar -> file(tar, "a/../../evil", 0644));
        refuses(target, tar -> link(tar, "link", "../.."));
        refuses(target, tar -> link(tar, "absolute", "/etc"));
        assertThat(parent.resolve("evil")).doesNotExist();
    }

    private static void refuses(Path target, Content content) {
        assertThatThrownBy(() -> TarArchive.unpack(new ByteArrayInputStream(archive(content)), target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leads outside");
    }

    private interface Content {
        void addTo(TarArchiveOutputStream tar) throws IOException;
    }

    private static byte[] archive(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options(1)))) {
            content.addTo(tar);
        }
        return bytes.toByteArray();
    }

    private static void file(TarArchiveOutputStream tar, String name, int mode) throws IOException {
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setMode(mode);
        entry.setSize(text.length);
        tar.putArchiveEntry(entry);
        tar.write(text);
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String name, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }
}
