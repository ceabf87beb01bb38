package live.weir.platform.stage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.signaling.stage.Lease;
import live.weir.signaling.stage.StageMemory;
import live.weir.signaling.stage.StageRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The memory of stages in Redis. What cannot be written there waits here, the newest of each stage only, and is written
 * when Redis is back, unless a later owner has come meanwhile.
 */
final class RedisStageMemory implements StageMemory, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(RedisStageMemory.class);
    private static final int WAITING = 2_000;
    private static final int AT_ONCE = 16;

    private final Redis redis;
    private final Clock clock;
    private final Disposable.Swap flushing = Disposables.swap();

    private final Cache<String, Waiting> waiting =
            Caffeine.newBuilder().maximumSize(WAITING).executor(Runnable::run).build();

    /** @param memory in Base64, as Redis has it */
    private record Waiting(Lease lease, String memory, Instant until) {}

    RedisStageMemory(Redis redis, Bus bus, Clock clock) {
        this.redis = redis;
        this.clock = clock;
        bus.onRejoin(this::flush);
    }

    @Override
    public Mono<byte[]> recall(String channel) {
        return redis.callIdempotent(
                        commands -> commands.<String, String>opsForHash().get(LeaseScripts.memory(channel), "memory"))
                .onErrorResume(
                        DependencyUnavailable.class, away -> keptHere(channel).switchIfEmpty(Mono.error(away)))
                .map(text -> Base64.getDecoder().decode(text));
    }

    private Mono<String> keptHere(String channel) {
        return Mono.justOrEmpty(waiting.getIfPresent(channel))
                .filter(kept -> kept.until().isAfter(clock.instant()))
                .map(Waiting::memory);
    }

    @Override
    public Mono<Void> keep(Lease lease, byte[] memory, Duration life) {
        return Mono.defer(() -> {
            Waiting written = new Waiting(
                    lease,
                    Base64.getEncoder().encodeToString(memory),
                    clock.instant().plus(life));
            return write(written, life)
                    .doOnSuccess(done -> waiting.asMap()
                            .computeIfPresent(lease.channel(), (channel, kept) -> isOlder(kept, lease) ? null : kept))
                    .onErrorResume(DependencyUnavailable.class, away -> keepHere(written));
        });
    }

    private Mono<Void> write(Waiting written, Duration life) {
        Lease lease = written.lease();
        List<String> keys = List.of(LeaseScripts.memory(lease.channel()), LeaseScripts.epoch(lease.channel()));
        List<String> arguments =
                List.of(Long.toString(lease.epoch()), written.memory(), Long.toString(Math.max(1, life.toMillis())));
        return redis.callIdempotent(commands ->
                        commands.execute(LeaseScripts.KEEP, keys, arguments).next())
                .flatMap(answer -> answer.equals("kept") ? Mono.empty() : Mono.error(late()));
    }

    private Mono<Void> keepHere(Waiting written) {
        return Mono.defer(() -> {
            long newest = waiting.asMap()
                    .merge(
                            written.lease().channel(),
                            written,
                            (before, now) -> isOlder(before, now.lease()) ? now : before)
                    .lease()
                    .epoch();
            return newest == written.lease().epoch() ? Mono.empty() : Mono.error(late());
        });
    }

    private static boolean isOlder(Waiting kept, Lease lease) {
        return kept.lease().epoch() <= lease.epoch();
    }

    private static StageRefused late() {
        return StageRefused.of(StageRefused.Reason.ELSEWHERE, "A later owner has written the stage's memory.");
    }

    private void flush() {
        flushing.update(Flux.fromIterable(List.copyOf(waiting.asMap().values()))
                .flatMap(this::rewrite, AT_ONCE)
                .subscribe(done -> {}, error -> log.error("The memory of stages was not written", error)));
    }

    private Mono<Void> rewrite(Waiting kept) {
        Duration left = Duration.between(clock.instant(), kept.until());
        Mono<Void> written = left.isNegative() || left.isZero() ? Mono.empty() : write(kept, left);
        return written.onErrorComplete(StageRefused.class) // a later owner's is the newer one
                .doOnSuccess(done -> waiting.asMap().remove(kept.lease().channel(), kept))
                .onErrorComplete(DependencyUnavailable.class);
    }

    @Override
    public void destroy() {
        flushing.dispose();
    }
}
