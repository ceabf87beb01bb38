package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import live.weir.platform.infrastructure.StartupFailure;

/** How much may still be written where a path lies. */
@FunctionalInterface
interface DiskSpace {

    DiskSpace REAL = path -> Files.getFileStore(path).getUsableSpace();

    long usable(Path path) throws IOException;

    /** Says so before a long unpacking fails in the middle. */
    default void require(long bytes, Path path, String what) throws IOException {
        long free = usable(path);
        if (free < bytes) {
            throw new StartupFailure(
                    "The disk is too full: " + what + " needs " + megabytes(bytes) + " MB in " + path + " and "
                            + megabytes(free) + " MB are free. Make room, or set WEIR_HOME to a directory elsewhere.");
        }
    }

    /** The words of ENOSPC and EDQUOT in the C locale, from a child's output or an exception. */
    static boolean saysFull(String text) {
        return text.contains("No space left on device") || text.contains("Disk quota exceeded");
    }

    static StartupFailure full(Path path, Throwable cause) {
        return new StartupFailure(fullSentence(path), cause);
    }

    static String fullSentence(Path path) {
        return "The disk that holds " + path + " is full: make room, or set WEIR_HOME to a directory elsewhere.";
    }

    private static long megabytes(long bytes) {
        return bytes / 1_000_000;
    }
}
