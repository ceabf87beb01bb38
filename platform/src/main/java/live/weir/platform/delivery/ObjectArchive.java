package live.weir.platform.delivery;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import live.weir.bridge.record.LocalFiles;
import live.weir.bridge.record.RecordingFiles;
import live.weir.bridge.record.RecordingSpool;
import live.weir.bridge.record.RecordingWriter;
import live.weir.bridge.record.StoredCatalogue;
import live.weir.platform.infrastructure.storage.ObjectStore;
import live.weir.platform.live.LiveBroadcasts;
import live.weir.platform.resilience.DependencyUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Recordings in an object store. They are written to this node's disk and follow into the store some seconds later; a recording
 * is ready, for everybody and whatever happens to this node, when the store has all of it. Then the disk's copy goes.
 */
final class ObjectArchive implements Archive {

    private static final Logger log = LoggerFactory.getLogger(ObjectArchive.class);

    /** Nobody writes to it any more: its broadcast is over, and what its node still had would have come. */
    private static final Duration IDLE = Duration.ofMinutes(2);

    /** Nothing of it ever came, and by now nothing will, unless its node returns with its disk. */
    private static final Duration LOST = Duration.ofHours(1);

    /** For as long as what is shown of a recording may be old anyway. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Duration KEPT = Duration.ofMinutes(10);

    /** Of memory; an evening is about five. */
    private static final long CATALOGUES = 48L << 20;

    private static final int LARGEST_CATALOGUE = 8 << 20;
    private static final int FETCHES = 8;
    private static final int DELETIONS = 16;
    private static final int UNITS_OF_A_SECOND = 10;

    private final ObjectStore store;
    private final Courier courier;
    private final Blocks blocks;
    private final LiveBroadcasts live;
    private final Path folder;
    private final DiskThreads disk;
    private final Scheduler scheduler;
    private final long memory;
    private final Clock clock;
    /** How many write to a recording here, who have begun and not ended. */
    private final Map<UUID, Integer> writers = new ConcurrentHashMap<>();

    private final AsyncCache<Known, StoredCatalogue> catalogues;

    ObjectArchive(
            ObjectStore store,
            Courier courier,
            Blocks blocks,
            LiveBroadcasts live,
            Path folder,
            DiskThreads disk,
            long memory,
            Clock clock) {
        this.store = store;
        this.courier = courier;
        this.blocks = blocks;
        this.live = live;
        this.folder = folder;
        this.disk = disk;
        this.scheduler = Schedulers.fromExecutor(disk);
        this.memory = memory;
        this.clock = clock;
        this.catalogues = Caffeine.newBuilder()
                .maximumWeight(CATALOGUES)
                .<Known, StoredCatalogue>weigher((known, catalogue) -> catalogue.weight())
                .expireAfter(
                        Expiry.<Known, StoredCatalogue>creating((known, catalogue) -> known.complete() ? KEPT : FRESH))
                .executor(Runnable::run)
                .buildAsync();
    }

    private record Known(UUID media, boolean complete) {}

    private Path folder(UUID media) {
        return folder.resolve(media.toString());
    }

    @Override
    public RecordingWriter writer(Programs.Broadcast broadcast, Runnable ended) {
        UUID media = broadcast.id();
        AtomicBoolean begun = new AtomicBoolean();
        return new RecordingWriter(
                folder(media),
                disk,
                memory,
                () -> {
                    if (begun.compareAndSet(false, true)) {
                        writers.merge(media, 1, Integer::sum);
                    }
                    return firstRun(broadcast.startedAt());
                },
                courier::hasRoom,
                () -> {
                    if (begun.get()) {
                        writers.computeIfPresent(media, (id, count) -> count == 1 ? null : count - 1);
                    }
                    ended.run();
                });
    }

    /** A broadcast that moves between nodes is written by one after another: time keeps their runs apart, and in order. */
    private int firstRun(Instant began) {
        long tenths = Math.max(0, Duration.between(began, clock.instant()).toMillis() * UNITS_OF_A_SECOND / 1_000);
        return (int) Math.min(tenths, Integer.MAX_VALUE / 2);
    }

    @Override
    public boolean hasRoom() {
        return courier.hasRoom();
    }

    @Override
    public void begin(UUID media) {
        courier.follow(media, folder(media)).reopen();
    }

    @Override
    public RecordingFiles files(UUID media, boolean complete) {
        return new NearestFiles(
                new LocalFiles(folder(media), disk),
                new StoredFiles(media, catalogue(new Known(media, complete)), blocks, store));
    }

    /** Read once for all who ask at a time; what failed is read anew. */
    private Mono<StoredCatalogue> catalogue(Known known) {
        return Mono.defer(() -> Mono.fromFuture(
                catalogues.get(known, (wanted, threads) -> read(wanted.media()).toFuture()), true));
    }

    private Mono<StoredCatalogue> read(UUID media) {
        return store.list(StoredKeys.catalogues(media))
                .flatMapSequential(
                        found -> store.get(found.key(), 0, LARGEST_CATALOGUE)
                                .map(bytes -> new Piece(StoredKeys.strand(media, found.key()), bytes)),
                        FETCHES)
                .collectList()
                .publishOn(scheduler)
                .flatMap(pieces -> Mono.fromCallable(() -> joined(media, pieces)));
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares two
    private record Piece(String strand, byte[] bytes) {}

    private static StoredCatalogue joined(UUID media, List<Piece> pieces) throws IOException {
        if (pieces.isEmpty()) {
            throw new NoSuchFileException("recording " + media);
        }
        StoredCatalogue catalogue = new StoredCatalogue();
        for (Piece piece : pieces) {
            catalogue.add(piece.strand(), piece.bytes());
        }
        return catalogue;
    }

    @Override
    public Mono<Void> settle(UUID media) {
        return Mono.defer(() -> {
            Consignment one = courier.follow(media, folder(media));
            if (!writers.containsKey(media)) {
                one.end();
            }
            return one.settled();
        });
    }

    @Override
    public Mono<Void> release(UUID media) {
        return Mono.<Void>fromRunnable(() -> {
                    forget(media);
                    Path gone = folder.resolve(media + ".gone");
                    FolderArchive.deleteAll(gone);
                    // The broadcast may have come back to this node meanwhile: what is written is not taken away.
                    writers.compute(media, (id, count) -> {
                        if (count == null) {
                            move(folder(media), gone);
                        }
                        return count;
                    });
                    FolderArchive.deleteAll(gone);
                })
                .subscribeOn(scheduler);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (NoSuchFileException none) {
            log.debug("Nothing was at {}", from);
        } catch (IOException stays) {
            log.warn("What the store has stays on the disk, too: {}", stays.toString());
        }
    }

    private void forget(UUID media) {
        catalogues.synchronous().invalidate(new Known(media, true));
        catalogues.synchronous().invalidate(new Known(media, false));
    }

    @Override
    public Mono<Boolean> isIdle(RecordingRow recording) {
        if (courier.has(recording.media())) {
            return Mono.just(false);
        }
        Instant now = clock.instant();
        return live.isOnAir(recording.channel())
                .filter(onAir -> !onAir)
                .flatMap(over -> store.list(StoredKeys.catalogues(recording.media()))
                        .map(ObjectStore.Stored::changed)
                        .reduce((one, other) -> one.isAfter(other) ? one : other)
                        .map(newest -> newest.isBefore(now.minus(IDLE)))
                        .defaultIfEmpty(recording.startedAt().isBefore(now.minus(LOST))))
                .defaultIfEmpty(false)
                .onErrorReturn(DependencyUnavailable.class, false); // nobody can tell at present
    }

    @Override
    public Flux<UUID> leftBehind() {
        return Flux.defer(() -> Flux.fromIterable(localFolders())).subscribeOn(scheduler);
    }

    private List<UUID> localFolders() {
        try (Stream<Path> all = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            return all.filter(RecordingSpool::isAt)
                    .flatMap(path -> Stream.ofNullable(VodDesk.id(String.valueOf(path.getFileName()))))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public Mono<Void> delete(UUID media) {
        return store.list(StoredKeys.all(media))
                .flatMap(found -> store.delete(found.key()), DELETIONS)
                .then(Mono.fromRunnable(() -> courier.forget(media)))
                .then(release(media));
    }

    @Override
    public boolean isSeenWholeByAll() {
        return false;
    }

    @Override
    public Mono<Void> start() {
        courier.start();
        return store.greet();
    }

    @Override
    public void stop() {
        courier.stop();
    }

    @Override
    public boolean isBusy() {
        return !courier.isEmpty();
    }
}
