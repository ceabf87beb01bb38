package live.weir.signaling.stage;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** What nodes share, in this process: leases, memories and the book, each with a switch to make it fail. */
public final class Cluster {

    /** One line of the book. */
    public record Entry(
            String what,
            BroadcastBook.Broadcast broadcast,
            @Nullable Object more) {}

    private record Owned(Lease lease, Object node) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Kept(long epoch, byte[] bytes) {}

    private final Map<String, Owned> owners = new ConcurrentHashMap<>();
    private final Map<String, Long> epochs = new ConcurrentHashMap<>();
    private final Map<String, Kept> memories = new ConcurrentHashMap<>();
    private final List<Entry> book = new CopyOnWriteArrayList<>();

    public volatile boolean bookFails;
    public volatile boolean memoryFails;
    /** How many of the next recalls find nobody who can tell. */
    public final AtomicInteger stumbles = new AtomicInteger();

    /** A node's view of it. */
    public Node node() {
        return new Node();
    }

    public List<Entry> book() {
        return book;
    }

    public List<Entry> book(String what) {
        return book.stream().filter(entry -> entry.what().equals(what)).toList();
    }

    public boolean isOwned(String channel) {
        return owners.containsKey(channel);
    }

    public boolean isRemembered(String channel) {
        return memories.containsKey(channel);
    }

    /** As text; empty for none. */
    public String memory(String channel) {
        Kept kept = memories.get(channel);
        return kept == null ? "" : new String(kept.bytes(), StandardCharsets.UTF_8);
    }

    /** As if the owner were dead: whoever comes next takes the lease. Nobody is told. */
    public void expire(String channel) {
        owners.remove(channel);
    }

    public final class Node implements StageLeases, StageMemory, BroadcastBook {

        private final List<Consumer<Lease>> listeners = new CopyOnWriteArrayList<>();

        @Override
        public Mono<Lease> take(ChannelCard channel) {
            return Mono.fromCallable(() -> {
                Owned owned = owners.compute(
                        channel.id(),
                        (id, before) -> before != null
                                ? before
                                : new Owned(new Lease(id, epochs.merge(id, 1L, Long::sum)), this));
                if (owned.node() != this) {
                    throw StageRefused.of(StageRefused.Reason.ELSEWHERE, "On another node.", Duration.ZERO);
                }
                return owned.lease();
            });
        }

        @Override
        public Mono<Void> release(Lease lease) {
            return Mono.fromRunnable(() -> owners.computeIfPresent(
                    lease.channel(), (id, owned) -> owned.lease().equals(lease) ? null : owned));
        }

        @Override
        public Disposable onLost(Consumer<Lease> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        /** Another node has it now. */
        public void lose(Lease lease) {
            owners.remove(lease.channel());
            listeners.forEach(listener -> listener.accept(lease));
        }

        public void lose(String channel) {
            Owned owned = owners.get(channel);
            if (owned != null) {
                lose(owned.lease());
            }
        }

        public int listeners() {
            return listeners.size();
        }

        @Override
        public Mono<byte[]> recall(String channel) {
            return Mono.defer(() -> {
                if (memoryFails || stumbles.getAndDecrement() > 0) {
                    return Mono.error(new IllegalStateException("no memory"));
                }
                Kept kept = memories.get(channel);
                return kept == null ? Mono.empty() : Mono.just(kept.bytes());
            });
        }

        @Override
        public Mono<Void> keep(Lease lease, byte[] memory, Duration life) {
            return Mono.fromRunnable(() -> {
                if (memoryFails) {
                    throw new IllegalStateException("no memory");
                }
                memories.compute(lease.channel(), (id, kept) -> {
                    if (kept != null && kept.epoch() > lease.epoch()) {
                        throw StageRefused.of(StageRefused.Reason.ELSEWHERE, "A later epoch wrote.");
                    }
                    return new Kept(lease.epoch(), memory);
                });
            });
        }

        @Override
        public Mono<Void> began(Broadcast broadcast) {
            return write(new Entry("began", broadcast, null));
        }

        @Override
        public Mono<Void> tell(
                Broadcast broadcast, int viewers, int peakViewers, long totalViewers, List<Performer> performers) {
            return write(new Entry("tell", broadcast, List.of(viewers, peakViewers, totalViewers, performers)));
        }

        @Override
        public Mono<Void> ended(Broadcast broadcast, java.time.Instant at, Cause cause) {
            return write(new Entry("ended", broadcast, cause));
        }

        private Mono<Void> write(Entry entry) {
            return Mono.fromRunnable(() -> {
                if (bookFails) {
                    throw new IllegalStateException("no book");
                }
                book.add(entry);
            });
        }
    }
}
