package live.weir.platform.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests run in several JVMs at a time, but browsers that draw and encode would take all of a small machine from each other:
 * whoever has this lock has the only one at work.
 */
public final class OneBrowserAtATime implements BeforeAllCallback, AfterAllCallback {

    private @Nullable FileChannel file;
    private @Nullable FileLock lock;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path path = Files.createDirectories(Path.of("target")).resolve("browser.lock");
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = file.lock();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (lock != null) {
            lock.release();
        }
        if (file != null) {
            file.close();
        }
    }
}
