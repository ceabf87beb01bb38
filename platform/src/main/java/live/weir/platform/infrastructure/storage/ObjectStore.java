package live.weir.platform.infrastructure.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import live.weir.platform.resilience.Guard;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * The object store: every request of Weir goes through here, and is guarded. All of them may be repeated without harm.
 *
 * <p>Requests are made and signed on threads of the store's own, for the SDK loads classes, and may look for credentials.
 */
public final class ObjectStore {

    private static final Logger log = LoggerFactory.getLogger(ObjectStore.class);

    /** A player waits. */
    private static final Duration READ = Duration.ofSeconds(10);

    private static final int LISTED = 1_000_000;

    private final S3AsyncClient client;
    private final StorageAddress address;
    private final Guard guard;
    private final Scheduler threads;

    ObjectStore(S3AsyncClient client, StorageAddress address, Guard guard, Scheduler threads) {
        this.client = client;
        this.address = address;
        this.guard = guard;
        this.threads = threads;
    }

    /** An object that there is; its key without what all keys begin with. */
    public record Stored(String key, long size, Instant changed) {}

    /** Says in the log how the store is found; for the start. */
    public Mono<Void> greet() {
        return knock(client, address, threads)
                .doOnSuccess(there -> log.info("Recordings are kept in {}", address.shown()))
                .onErrorResume(error -> {
                    log.warn(
                            "The object store ({}) does not serve us at present: {}. Recordings wait on this node's disk.",
                            address.shown(),
                            StorageFailures.words(error));
                    return Mono.empty();
                });
    }

    static Mono<Void> knock(S3AsyncClient client, StorageAddress address, Scheduler threads) {
        return Mono.fromFuture(() -> client.headBucket(request -> request.bucket(address.bucket())))
                .subscribeOn(threads)
                .timeout(StorageSettings.TIMEOUT)
                .then();
    }

    private <T> Mono<T> call(Supplier<CompletableFuture<T>> request) {
        return guard.callIdempotent(Mono.fromFuture(request).subscribeOn(threads));
    }

    /** Some bytes of an object, fewer where it ends; empty if there are none. */
    public Mono<byte[]> get(String key, long offset, int length) {
        String range = "bytes=" + offset + "-" + (offset + length - 1);
        return guard.callIdempotent(Mono.fromFuture(() -> client.getObject(
                                request -> request.bucket(address.bucket())
                                        .key(address.prefix() + key)
                                        .range(range),
                                AsyncResponseTransformer.<GetObjectResponse>toBytes()))
                        .subscribeOn(threads)
                        .timeout(READ))
                .onErrorResume(StorageFailures::isAbsence, absent -> Mono.empty())
                .map(ResponseBytes::asByteArrayUnsafe)
                .flatMap(bytes -> bytes.length <= length
                        ? Mono.just(bytes)
                        : Mono.error(new IOException("The object store sent more than was asked for")));
    }

    public Mono<Void> put(String key, byte[] content) {
        return put(key, content.length, Mono.fromSupplier(() -> ByteBuffer.wrap(content)));
    }

    /** @param content in all as long as said; subscribed to again where a try fails */
    public Mono<Void> put(String key, long length, Publisher<ByteBuffer> content) {
        return call(() -> client.putObject(
                        request -> request.bucket(address.bucket())
                                .key(address.prefix() + key)
                                .contentLength(length),
                        new Body(length, content)))
                .then();
    }

    private record Body(long length, Publisher<ByteBuffer> content) implements AsyncRequestBody {

        @Override
        public Optional<Long> contentLength() {
            return Optional.of(length);
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            content.subscribe(subscriber);
        }
    }

    /** All whose keys begin so, in the order of their keys. */
    public Flux<Stored> list(String prefix) {
        return page(prefix, null)
                .expand(page -> Boolean.TRUE.equals(page.isTruncated())
                        ? page(prefix, page.nextContinuationToken())
                        : Mono.empty())
                .concatMapIterable(ListObjectsV2Response::contents)
                .map(found -> new Stored(
                        found.key().substring(address.prefix().length()), found.size(), found.lastModified()))
                .take(LISTED);
    }

    private Mono<ListObjectsV2Response> page(String prefix, @Nullable String after) {
        return call(() -> client.listObjectsV2(request -> request.bucket(address.bucket())
                .prefix(address.prefix() + prefix)
                .continuationToken(after)));
    }

    /** Whether or not it is there. */
    public Mono<Void> delete(String key) {
        return call(() -> client.deleteObject(
                        request -> request.bucket(address.bucket()).key(address.prefix() + key)))
                .then();
    }
}
