package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import live.weir.platform.infrastructure.StartupFailure;
import org.jspecify.annotations.Nullable;

/** One node per home. The kernel gives the lock back when the process dies, however it dies. */
final class HomeLock implements AutoCloseable {

    /**
     * Homes that this very process holds. Asked first, because opening and closing a locked file a second time inside
     * one process silently drops its first lock (POSIX fcntl).
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path home;
    private final FileChannel channel;

    private HomeLock(Path home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /** Takes it for a home given as a real path, without symbolic links. */
    static HomeLock take(Path home) throws IOException {
        if (!HELD.add(home)) {
            throw inUse(home, String.valueOf(ProcessHandle.current().pid()));
        }
        try {
            return new HomeLock(home, lock(home));
        } catch (IOException | RuntimeException failure) {
            HELD.remove(home);
            throw failure;
        }
    }

    private static FileChannel lock(Path home) throws IOException {
        Path file = home.resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock == null) {
                throw inUse(home, Files.readString(file).strip());
            }
            byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0).write(ByteBuffer.wrap(pid));
            return channel;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static StartupFailure inUse(Path home, String pid) {
        return new StartupFailure("The home directory " + home + " is in use by the Weir node with process id " + pid
                + ": stop that one first, or set WEIR_HOME to another directory.");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(home);
        }
    }
}
