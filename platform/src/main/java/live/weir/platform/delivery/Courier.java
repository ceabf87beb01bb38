package live.weir.platform.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import live.weir.bridge.record.Parcel;
import live.weir.bridge.record.RecordingSpool;
import live.weir.platform.infrastructure.storage.ObjectStore;
import live.weir.platform.infrastructure.storage.StorageSettings;
import live.weir.platform.resilience.Recurring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Takes recordings from this node's disk to the store, while they are written and after. It holds no bytes: what waits is on the
 * disk, and as much as that may take ({@link #hasRoom}). A store that is away is tried again for as long as it takes.
 */
final class Courier {

    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final Duration ROUND = Duration.ofSeconds(1);

    /** So that one that has much to catch up with does not keep the others waiting. */
    private static final int STEPS_OF_A_ROUND = 4;

    private final ObjectStore store;
    private final StorageSettings settings;
    private final Scheduler disk;
    private final Clock clock;
    private final Map<UUID, Consignment> underWay = new ConcurrentHashMap<>();
    private final Disposable.Swap rounds = Disposables.swap();
    private final LongAdder objects = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder retries = new LongAdder();

    Courier(ObjectStore store, StorageSettings settings, Scheduler disk, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.disk = disk;
        this.clock = clock;
    }

    void start() {
        rounds.update(Recurring.every("The upload of recordings", ROUND, ROUND, round -> round()));
    }

    void stop() {
        rounds.update(Disposables.disposed());
    }

    /** A recording that is being written is followed. */
    Consignment follow(UUID media, Path folder) {
        return underWay.computeIfAbsent(media, id -> new Consignment(id, folder, clock.instant()));
    }

    boolean has(UUID media) {
        return underWay.containsKey(media);
    }

    void forget(UUID media) {
        Consignment forgotten = underWay.remove(media);
        if (forgotten != null) {
            forgotten.settle();
        }
    }

    boolean isEmpty() {
        return underWay.isEmpty();
    }

    int recordings() {
        return underWay.size();
    }

    long waiting() {
        return underWay.values().stream().mapToLong(Consignment::waiting).sum();
    }

    /** In seconds. */
    double age() {
        Instant now = clock.instant();
        return underWay.values().stream()
                .mapToDouble(one -> one.age(now).toMillis() / 1e3)
                .max()
                .orElse(0);
    }

    /** False when so much waits that no more may be written. */
    boolean hasRoom() {
        return waiting() < settings.spool().toBytes();
    }

    long objects() {
        return objects.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    long retries() {
        return retries.sum();
    }

    private Mono<Void> round() {
        return Flux.fromIterable(underWay.values())
                .filterWhen(this::isDue)
                .flatMap(this::carry, settings.uploads())
                .then();
    }

    private Mono<Boolean> isDue(Consignment one) {
        return Mono.fromCallable(() -> one.isDue(
                        clock.instant(),
                        settings.uploadEvery(),
                        settings.uploadSize().toBytes()))
                .subscribeOn(disk)
                .onErrorResume(
                        IOException.class, unreadable -> failed(one, unreadable).thenReturn(false));
    }

    private Mono<Void> carry(Consignment one) {
        return Mono.defer(() -> step(one))
                .expand(more -> more ? step(one) : Mono.empty())
                .take(STEPS_OF_A_ROUND)
                .then()
                .onErrorResume(error -> failed(one, error));
    }

    private Mono<Void> failed(Consignment one, Throwable error) {
        return Mono.fromRunnable(() -> {
            retries.increment();
            if (!one.isFailing()) {
                log.warn("Recording {} waits on this node's disk and is tried again: {}", one.media(), words(error));
            }
            one.failed(clock.instant());
        });
    }

    private static String words(Throwable error) {
        Throwable cause = error.getCause();
        return cause == null ? error.toString() : error.getMessage() + ": " + cause.getMessage();
    }

    /** Completes with whether there is more to do at once. */
    private Mono<Boolean> step(Consignment one) {
        long enough = settings.uploadSize().toBytes();
        boolean ended = one.isEnded(); // asked before the disk is: what ended by then is all there
        return catchUp(one)
                .then(Mono.fromCallable(() -> one.next(enough)).subscribeOn(disk))
                .flatMap(found -> found.map(parcel -> keep(one, parcel).thenReturn(ended || parcel.length() >= enough))
                        .orElseGet(() -> nothingLeft(one, ended)));
    }

    /** The catalogue that a crash, or a store that went away, left behind its parcels. */
    private Mono<Void> catchUp(Consignment one) {
        return Mono.defer(() -> one.catalogueIsOld() ? keepCatalogue(one) : Mono.empty());
    }

    private Mono<Void> keep(Consignment one, Parcel parcel) {
        return keepBytes(one, parcel)
                .then(onDisk(one, spool -> {
                    spool.note(parcel);
                    one.catalogueIsOld(true);
                    return true;
                }))
                .then(Mono.defer(() -> keepCatalogue(one)))
                .then(Mono.fromRunnable(() -> {
                    if (one.isFailing()) {
                        log.info("Recording {} goes to the store again", one.media());
                    }
                    one.succeeded(clock.instant());
                }));
    }

    private Mono<Void> keepBytes(Consignment one, Parcel parcel) {
        if (parcel.length() == 0) {
            return Mono.empty();
        }
        return onDisk(one, spool -> spool)
                .flatMap(spool -> store.put(
                        StoredKeys.parcel(one.media(), spool.strand(), parcel.number()),
                        parcel.length(),
                        spool.content(parcel, disk)))
                .then(Mono.fromRunnable(() -> {
                    objects.increment();
                    bytes.add(parcel.length());
                }));
    }

    private Mono<Void> keepCatalogue(Consignment one) {
        return onDisk(
                        one,
                        spool -> new Catalogue(
                                StoredKeys.catalogue(one.media(), spool.strand(), spool.newestCatalogue()),
                                spool.catalogue(spool.newestCatalogue())))
                .flatMap(catalogue -> store.put(catalogue.key(), catalogue.bytes()))
                .then(Mono.fromRunnable(() -> {
                    objects.increment();
                    one.catalogueIsOld(false);
                }));
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares two
    private record Catalogue(String key, byte[] bytes) {}

    private interface Reading<T> {
        T of(RecordingSpool spool) throws IOException;
    }

    private <T> Mono<T> onDisk(Consignment one, Reading<T> reading) {
        return Mono.fromCallable(() -> reading.of(one.spool())).subscribeOn(disk);
    }

    private Mono<Boolean> nothingLeft(Consignment one, boolean ended) {
        return Mono.fromSupplier(() -> {
            one.succeeded(clock.instant());
            if (ended && one.isEnded() && underWay.remove(one.media(), one)) {
                one.settle();
            }
            return false;
        });
    }
}
