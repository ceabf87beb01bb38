package live.weir.platform.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import live.weir.platform.infrastructure.storage.ObjectStore;
import reactor.core.publisher.Mono;

/**
 * Objects in memory by the megabyte: however many ask for a block, one request is under way for it, and players that follow one
 * another, or a download, ask the store once for what they take in many bites. What is kept is bounded; so is what is under way,
 * by the guard's bulkhead.
 */
final class Blocks {

    static final int SIZE = 1 << 20;

    private static final int FEWEST = 8;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final ObjectStore store;
    private final Cache<Block, Mono<byte[]>> blocks;
    private final LongAdder fetched = new LongAdder();
    private final LongAdder shared = new LongAdder();

    private record Block(String key, long number) {}

    Blocks(ObjectStore store, long bytes) {
        this.store = store;
        this.blocks = Caffeine.newBuilder()
                .maximumSize(Math.max(FEWEST, bytes / SIZE))
                .expireAfterAccess(KEPT)
                .executor(Runnable::run)
                .build();
    }

    long fetched() {
        return fetched.sum();
    }

    long shared() {
        return shared.sum();
    }

    /** Not to be changed; shorter where the object ends, empty where there is none. */
    Mono<byte[]> get(String key, long number) {
        Block block = new Block(key, number);
        boolean[] asked = new boolean[1];
        Mono<byte[]> bytes = blocks.get(block, wanted -> {
            asked[0] = true;
            return fetch(wanted);
        });
        if (!asked[0]) {
            shared.increment();
        }
        return bytes;
    }

    private Mono<byte[]> fetch(Block block) {
        return Mono.defer(() -> {
                    fetched.increment();
                    return store.get(block.key(), block.number() * SIZE, SIZE);
                })
                // What failed, or is not there yet, is asked for anew by the next.
                .doOnError(failed -> blocks.invalidate(block))
                .switchIfEmpty(Mono.fromRunnable(() -> blocks.invalidate(block)))
                .cache();
    }
}
