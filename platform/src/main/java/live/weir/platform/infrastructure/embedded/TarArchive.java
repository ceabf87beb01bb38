package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks a {@code .txz} with its directories, executables and symbolic links, and never outside of the target. */
final class TarArchive {

    /** Set whatever the umask, because the programs may have to run as another user than the one who unpacks them. */
    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");

    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");
    private static final int ANY_EXECUTE = 0111;

    private TarArchive() {}

    static void unpack(InputStream xz, Path directory) throws IOException {
        Path root = directory.toRealPath();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(xz))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpackEntry(entry, tar, root);
            }
        }
    }

    private static void unpackEntry(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        Path file = inside(root, root.resolve(entry.getName()), entry);
        if (file.equals(root)) {
            return;
        }
        if (entry.isDirectory()) {
            openDirectory(file);
            return;
        }
        Path parent = inside(root, file.resolveSibling("."), entry);
        openDirectory(parent);
        inside(root, parent.toRealPath(), entry);
        if (entry.isSymbolicLink()) {
            Path target = Path.of(entry.getLinkName());
            inside(root, parent.resolve(target), entry);
            Files.createSymbolicLink(file, target);
        } else if (entry.isFile()) {
            Files.copy(content, file);
            Files.setPosixFilePermissions(file, (entry.getMode() & ANY_EXECUTE) != 0 ? PROGRAM : PLAIN);
        } else {
            throw new IOException("an unexpected kind of entry: " + entry.getName());
        }
    }

    private static void openDirectory(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (Files.notExists(directory) && parent != null) {
            openDirectory(parent);
            Files.createDirectory(directory);
            Files.setPosixFilePermissions(directory, PROGRAM);
        }
    }

    private static Path inside(Path root, Path path, TarArchiveEntry entry) throws IOException {
        Path plain = path.normalize();
        if (!plain.startsWith(root)) {
            throw new IOException("an entry that leads outside: " + entry.getName());
        }
        return plain;
    }
}
