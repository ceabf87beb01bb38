package live.weir.bridge.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A recording in a folder, read on threads that may wait for the disk. */
public final class LocalFiles implements RecordingFiles {

    private final Path folder;
    private final Scheduler threads;

    public LocalFiles(Path folder, Executor threads) {
        this.folder = folder;
        this.threads = Schedulers.fromExecutor(threads);
    }

    @Override
    public Mono<Contents> contents() {
        return Mono.fromCallable(() -> {
                    String index = Files.readString(folder.resolve(RecordingIndex.FILE), StandardCharsets.US_ASCII);
                    return new Contents(List.of(index), sizes());
                })
                .subscribeOn(threads);
    }

    private Map<String, Long> sizes() throws IOException {
        Map<String, Long> sizes = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = String.valueOf(file.getFileName());
                if (RecordingIndex.isMedia(name)) { // others come and go
                    sizes.put(name, Files.size(file));
                }
            }
        }
        return sizes;
    }

    @Override
    public Mono<ByteBuf> read(String file, long offset, int length) {
        return Mono.fromCallable(() -> bytes(folder.resolve(file), offset, length))
                .subscribeOn(threads)
                .doOnDiscard(ByteBuf.class, ByteBuf::release);
    }

    @Override
    public Mono<Void> keep(String file, byte[] content) {
        return Mono.fromCallable(() -> {
                    Path next = Files.createTempFile(folder, "sheet", ".next");
                    Files.write(next, content);
                    Files.move(next, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                    return content.length;
                })
                .subscribeOn(threads)
                .then();
    }

    /** @param length -1 for all of the file */
    static ByteBuf bytes(Path file, long offset, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int size = length < 0 ? Math.toIntExact(channel.size() - offset) : length;
            ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(size);
            while (bytes.writableBytes() > 0 && bytes.readableBytes() < size) {
                if (bytes.writeBytes(channel, offset + bytes.readableBytes(), size - bytes.readableBytes()) < 0) {
                    bytes.release();
                    throw new IOException(file + " is shorter than it should be");
                }
            }
            return bytes;
        }
    }
}
