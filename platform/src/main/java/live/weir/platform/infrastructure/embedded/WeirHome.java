package live.weir.platform.infrastructure.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import live.weir.platform.infrastructure.StartupFailure;

/**
 * The directory that holds everything a node keeps, locked for this process as long as it is open.
 *
 * <pre>
 *   lock                the pid of the node that lives here
 *   secrets/            postgres, redis: passwords, 0600
 *   runtime/            the services' programs, unpacked once per version
 *   postgres/  redis/   their data
 *   logs/               what they said
 * </pre>
 */
public final class WeirHome implements AutoCloseable {

    private static final String ELSEWHERE = " or set WEIR_HOME to another directory.";

    private final Path path;
    private final HomeLock lock;
    private final DiskSpace disk;

    private WeirHome(Path path, HomeLock lock, DiskSpace disk) {
        this.path = path;
        this.lock = lock;
        this.disk = disk;
    }

    /**
     * Makes the directory if it is missing, and takes it.
     *
     * @throws StartupFailure if it cannot be a home
     */
    public static WeirHome open(Path path) {
        return open(path, DiskSpace.REAL);
    }

    static WeirHome open(Path wanted, DiskSpace disk) {
        Path path = wanted.toAbsolutePath().normalize();
        try {
            Path real = directory(path).toRealPath();
            requireOurs(real);
            return new WeirHome(real, HomeLock.take(real), disk).furnished();
        } catch (IOException failure) {
            throw unusable(path, failure);
        }
    }

    private static Path directory(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return path;
        }
        if (Files.exists(path)) {
            throw new StartupFailure(
                    "The home directory " + path + " is not a directory: remove that file," + ELSEWHERE);
        }
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return FileTree.privateDirectory(path);
    }

    /** Root could write into anybody's home, and would leave files there that their owner can no longer read. */
    private static void requireOurs(Path path) throws IOException {
        if (!runsAsRoot() || Integer.valueOf(0).equals(Files.getAttribute(path, "unix:uid"))) {
            return;
        }
        try (Stream<Path> content = Files.list(path)) {
            if (content.findAny().isPresent()) {
                String owner = Files.getOwner(path).getName();
                throw new StartupFailure("The home directory " + path + " belongs to the user " + owner
                        + " and this node runs as root: run it as " + owner + "," + ELSEWHERE);
            }
        }
        Files.setAttribute(path, "unix:uid", 0);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }

    private WeirHome furnished() throws IOException {
        try {
            for (String room : new String[] {"secrets", "runtime", "postgres", "redis", "logs"}) {
                FileTree.privateDirectory(path.resolve(room));
            }
            FileTree.writePrivate(guardianScript(), Guardian.scriptText());
            return this;
        } catch (IOException failure) {
            lock.close();
            throw failure;
        }
    }

    private static StartupFailure unusable(Path path, IOException failure) {
        String reason = FileTree.reason(failure);
        if (DiskSpace.saysFull(reason)) {
            return DiskSpace.full(path, failure);
        }
        String right =
                failure instanceof AccessDeniedException ? "give this user the right to write there," : "mend that,";
        return new StartupFailure(
                "The home directory " + path + " cannot be used (" + reason + "): " + right + ELSEWHERE, failure);
    }

    static boolean runsAsRoot() {
        return new UnixSystem().getUid() == 0;
    }

    public Path path() {
        return path;
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path redis() {
        return path.resolve("redis");
    }

    Path runtime() {
        return path.resolve("runtime");
    }

    /** A file, so that a process list shows a command one can read. */
    Path guardianScript() {
        return runtime().resolve("guardian.sh");
    }

    Path logs() {
        return path.resolve("logs");
    }

    DiskSpace disk() {
        return disk;
    }

    String secret(String name) {
        Path file = path.resolve("secrets").resolve(name);
        try {
            return new SecretFile(file).readOrCreate();
        } catch (IOException failure) {
            throw new StartupFailure(
                    "The secret " + file + " cannot be used (" + FileTree.reason(failure)
                            + "): make it readable for this user alone, or delete it and Weir makes a new one.",
                    failure);
        }
    }

    /** Gives the home back. Close the services first. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
