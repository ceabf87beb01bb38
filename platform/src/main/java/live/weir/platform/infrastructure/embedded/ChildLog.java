package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log file of one service, over all its processes: at most three files of 4 MB. */
final class ChildLog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChildLog.class);
    private static final long ROTATE_AT = 4L << 20;
    private static final int OLD_FILES = 2;

    private final Path file;
    private final long rotateAt;
    private @Nullable OutputStream out;
    private long written;
    private boolean failing;

    ChildLog(Path file) {
        this(file, ROTATE_AT);
    }

    ChildLog(Path file, long rotateAt) {
        this.file = file;
        this.rotateAt = rotateAt;
    }

    Path file() {
        return file;
    }

    /** Never throws: a full disk must not keep the child's pipe from being drained. */
    synchronized void write(String line) {
        try {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            current().write(bytes);
            written += bytes.length;
            if (written >= rotateAt) {
                rotate();
            }
            failing = false;
        } catch (IOException failure) {
            if (!failing) {
                log.warn("Cannot write {}: {}; dropping lines until it works again", file, FileTree.reason(failure));
            }
            failing = true;
        }
    }

    private OutputStream current() throws IOException {
        OutputStream stream = out;
        if (stream == null) {
            stream = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            out = stream;
            written = Files.size(file);
        }
        return stream;
    }

    private void rotate() throws IOException {
        close();
        for (int age = OLD_FILES; age > 0; age--) {
            Path younger = age == 1 ? file : aged(age - 1);
            if (Files.exists(younger)) {
                Files.move(younger, aged(age), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path aged(int age) {
        return file.resolveSibling(file.getFileName() + "." + age);
    }

    @Override
    public synchronized void close() throws IOException {
        OutputStream stream = out;
        out = null;
        if (stream != null) {
            stream.close();
        }
    }
}
