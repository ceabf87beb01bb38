package live.weir.bridge.hls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of files, used by threads that may block. It lives as long as its program: nothing is read from it by others. */
public final class DiskShelf implements Shelf {

    private static final Logger log = LoggerFactory.getLogger(DiskShelf.class);

    private final Path folder;
    private final Executor threads;

    /** @param threads bounded: what they refuse is taken for a disk that does not keep up */
    public DiskShelf(Path folder, Executor threads) {
        this.folder = folder;
        this.threads = threads;
    }

    @Override
    public void put(String name, List<ByteBuf> bytes, Consumer<Boolean> done) {
        try {
            threads.execute(() -> done.accept(write(folder.resolve(name), bytes)));
        } catch (RejectedExecutionException busy) {
            bytes.forEach(ByteBuf::release);
            done.accept(false);
        }
    }

    private boolean write(Path file, List<ByteBuf> bytes) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                for (ByteBuf piece : bytes) {
                    piece.readBytes(channel, piece.readableBytes());
                }
            }
            return true;
        } catch (IOException full) {
            log.debug("A segment was not kept on disk: {}", full.toString());
            delete(file);
            return false;
        } finally {
            bytes.forEach(ByteBuf::release);
        }
    }

    @Override
    public void get(String name, Consumer<@Nullable ByteBuf> taker) {
        try {
            threads.execute(() -> taker.accept(read(folder.resolve(name))));
        } catch (RejectedExecutionException busy) {
            taker.accept(null);
        }
    }

    private static @Nullable ByteBuf read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int size = Math.toIntExact(channel.size());
            ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(size);
            ByteBuffer target = bytes.internalNioBuffer(0, size);
            while (target.hasRemaining() && channel.read(target) >= 0) {
                // one read of a file is rarely less than all of it
            }
            return bytes.writerIndex(size - target.remaining());
        } catch (NoSuchFileException gone) {
            return null;
        } catch (IOException unreadable) {
            log.debug("A segment could not be read: {}", unreadable.toString());
            return null;
        }
    }

    @Override
    public void remove(String name) {
        inBackground(() -> delete(folder.resolve(name)));
    }

    @Override
    public void close() {
        inBackground(() -> {
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(DiskShelf::delete);
            } catch (IOException gone) {
                log.trace("Nothing was ever kept in {}", folder);
            }
            delete(folder);
        });
    }

    /** What is not removed now is removed at the node's next start, with the whole of the folder above. */
    private void inBackground(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException busy) {
            log.debug("Not removed from {}: the disk does not keep up", folder);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            log.debug("{} stays: {}", file, stays.toString());
        }
    }
}
