package live.weir.platform.delivery;

import io.netty.buffer.ByteBuf;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.weir.bridge.record.RecordingFiles;
import reactor.core.publisher.Mono;

/**
 * A recording that is partly on this node's disk: what is there is newer, and nearer. The disk's copy may go at any time, once
 * the store has it; who reads does not notice.
 */
final class NearestFiles implements RecordingFiles {

    private final RecordingFiles disk;
    private final RecordingFiles store;
    private volatile boolean nothingHere;

    NearestFiles(RecordingFiles disk, RecordingFiles store) {
        this.disk = disk;
        this.store = store;
    }

    @Override
    public Mono<Contents> contents() {
        return disk.contents()
                .onErrorResume(NoSuchFileException.class, none -> Mono.just(Contents.NONE))
                .flatMap(here -> {
                    nothingHere = here.indexes().isEmpty();
                    return nothingHere
                            ? store.contents()
                            // While the store is away, what is here can be watched.
                            : store.contents().map(there -> joined(here, there)).onErrorReturn(here);
                });
    }

    private static Contents joined(Contents here, Contents there) {
        List<String> indexes = new ArrayList<>(here.indexes());
        indexes.addAll(there.indexes());
        Map<String, Long> sizes = new HashMap<>(there.sizes());
        sizes.putAll(here.sizes());
        return new Contents(indexes, sizes);
    }

    @Override
    public Mono<ByteBuf> read(String file, long offset, int length) {
        return nothingHere
                ? store.read(file, offset, length)
                : disk.read(file, offset, length)
                        .onErrorResume(NoSuchFileException.class, none -> store.read(file, offset, length));
    }

    @Override
    public Mono<Void> keep(String file, byte[] content) {
        return store.keep(file, content);
    }
}
