package live.weir.platform.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The files that are under way, in a folder of this node: one each, named by its id, as long as what came of it. Whatever waits
 * for the disk does so on threads of its own, a piece at a time, so that a slow disk slows down who sends.
 */
final class UploadFiles {

    /** Names the folder through all runs of nodes that have it. */
    private static final String NAME = "disk";

    private static final int AHEAD = 2;

    private final Path folder;
    private final Scheduler threads;
    private final LongAdder written = new LongAdder();

    UploadFiles(Path folder, Scheduler threads) {
        this.folder = folder;
        this.threads = threads;
    }

    private <T> Mono<T> onDisk(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(threads);
    }

    /** Who this disk is. */
    Mono<UUID> disk() {
        return onDisk(() -> {
            Files.createDirectories(folder);
            Path file = folder.resolve(NAME);
            if (!Files.exists(file)) {
                Files.writeString(file, UUID.randomUUID().toString(), StandardCharsets.US_ASCII);
            }
            return UUID.fromString(
                    Files.readString(file, StandardCharsets.US_ASCII).strip());
        });
    }

    Path path(UUID id) {
        return folder.resolve(id.toString());
    }

    Mono<Boolean> create(UUID id) {
        return onDisk(() -> {
            Files.createDirectories(folder);
            Files.createFile(path(id));
            return true;
        });
    }

    /** How much came; 0 if nothing is left of it. */
    Mono<Long> size(UUID id) {
        return onDisk(() -> Files.exists(path(id)) ? Files.size(path(id)) : 0L);
    }

    Mono<Void> delete(UUID id) {
        return onDisk(() -> Files.deleteIfExists(path(id))).then();
    }

    Mono<Long> free() {
        return onDisk(() -> {
            Files.createDirectories(folder);
            return Files.getFileStore(folder).getUsableSpace();
        });
    }

    Mono<Boolean> isUntouchedSince(UUID id, Instant moment) {
        return onDisk(() -> Files.exists(path(id))
                && Files.getLastModifiedTime(path(id)).toInstant().isBefore(moment));
    }

    /** All that are there, whoever knows of them. */
    Mono<List<UUID>> all() {
        return onDisk(() -> {
            List<UUID> found = new ArrayList<>();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    String name = String.valueOf(file.getFileName());
                    if (name.length() == 36) {
                        found.add(UUID.fromString(name));
                    }
                }
            }
            return found;
        });
    }

    /**
     * Appends what comes. What was written stays, however it ends.
     *
     * @param room for so many bytes; one more is a {@link TooMuch}
     */
    Mono<Void> append(UUID id, long room, Flux<DataBuffer> body) {
        return Mono.usingWhen(
                onDisk(() -> FileChannel.open(path(id), StandardOpenOption.WRITE, StandardOpenOption.APPEND)),
                file -> append(file, room, body),
                this::close);
    }

    private Mono<Void> append(FileChannel file, long room, Flux<DataBuffer> body) {
        long[] left = {room}; // touched by one piece at a time
        return body.concatMap(piece -> appendPiece(file, piece, left), AHEAD)
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                .then();
    }

    /** A piece whose turn never comes is let go all the same. */
    private Mono<Integer> appendPiece(FileChannel file, DataBuffer piece, long[] left) {
        AtomicBoolean taken = new AtomicBoolean();
        return onDisk(() -> taken.compareAndSet(false, true) ? write(file, piece, left) : 0)
                .doFinally(end -> {
                    if (taken.compareAndSet(false, true)) {
                        DataBufferUtils.release(piece);
                    }
                });
    }

    private Integer write(FileChannel file, DataBuffer piece, long[] left) throws IOException {
        int size = piece.readableByteCount();
        try (DataBuffer.ByteBufferIterator parts = piece.readableByteBuffers()) {
            if (size > left[0]) {
                throw new TooMuch();
            }
            while (parts.hasNext()) {
                ByteBuffer bytes = parts.next();
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
            }
        } finally {
            DataBufferUtils.release(piece);
        }
        left[0] -= size;
        written.add(size);
        return size;
    }

    private Mono<Void> close(FileChannel file) {
        return onDisk(() -> {
                    file.close();
                    return true;
                })
                .then();
    }

    /** Bytes that were taken. */
    double written() {
        return written.sum();
    }

    /** More came than was said. */
    static final class TooMuch extends RuntimeException {

        TooMuch() {
            super("More than was said", null, false, false);
        }
    }
}
