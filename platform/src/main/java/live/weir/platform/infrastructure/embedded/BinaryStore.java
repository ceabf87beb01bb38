package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import live.weir.platform.infrastructure.StartupFailure;

/**
 * Unpacks the services' programs from the class path into {@code runtime/}, once per version. What is there under its final
 * name is complete: unpacking happens under another name, and a rename ends it.
 */
final class BinaryStore {

    private static final String PARTIAL = ".partial-";

    private final WeirHome home;

    BinaryStore(WeirHome home) {
        this.home = home;
    }

    /** What turns the resource into files. */
    interface Unpacking {
        void unpack(InputStream resource, Path directory) throws IOException;
    }

    /**
     * @param name the program's short name; the directory is called by it and a fingerprint of the resource
     * @param growth how much larger than the resource its files are, at most
     */
    Path unpackOnce(String name, String resource, int growth, Unpacking unpacking, StartupProgress progress) {
        URL url = BinaryStore.class.getResource("/" + resource);
        if (url == null) {
            throw new StartupFailure("This build of Weir lacks " + resource + ", the program for " + Platform.current()
                    + ": build it on such a machine, or run the service yourself and set "
                    + (name.equals("postgres") ? "WEIR_POSTGRES_URL" : "WEIR_REDIS_URL") + " to its address.");
        }
        try {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false);
            try (InputStream in = connection.getInputStream()) {
                Path target = home.runtime().resolve(name + "-" + fingerprint(connection));
                if (!Files.isDirectory(target)) {
                    tidy(name);
                    home.disk().require(connection.getContentLengthLong() * growth, home.path(), "unpacking " + name);
                    progress.step("Unpacking " + name + " (only this once)");
                    unpack(in, target, unpacking);
                }
                return target;
            }
        } catch (IOException failure) {
            if (DiskSpace.saysFull(String.valueOf(failure.getMessage()))) {
                throw DiskSpace.full(home.path(), failure);
            }
            throw new StartupFailure(
                    "Cannot unpack " + resource + " into " + home.runtime() + " (" + FileTree.reason(failure)
                            + "): mend that, or set WEIR_HOME to another directory.",
                    failure);
        }
    }

    private static void unpack(InputStream resource, Path target, Unpacking unpacking) throws IOException {
        Path partial = Files.createTempDirectory(target.getParent(), target.getFileName() + PARTIAL);
        try {
            unpacking.unpack(resource, partial);
            Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileTree.delete(partial);
        }
    }

    /** Other versions, and halves of a process that was killed. */
    private void tidy(String name) throws IOException {
        String ours = name + "-[0-9a-f]+(" + PARTIAL.replace(".", "\\.") + ".*)?";
        try (Stream<Path> entries = Files.list(home.runtime())) {
            List<Path> old = entries.filter(
                            entry -> entry.getFileName().toString().matches(ours))
                    .toList();
            for (Path entry : old) {
                FileTree.delete(entry);
            }
        }
    }

    /** The checksum that the jar keeps of the resource; its size where there is no jar. */
    private static String fingerprint(URLConnection resource) throws IOException {
        if (resource instanceof JarURLConnection jar && jar.getJarEntry().getCrc() >= 0) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        return Long.toHexString(resource.getContentLengthLong());
    }
}
