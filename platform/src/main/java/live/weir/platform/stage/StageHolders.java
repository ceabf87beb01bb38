package live.weir.platform.stage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.platform.resilience.DependencyUnavailable;
import reactor.core.publisher.Mono;

/**
 * Which node has a stage, from memory for up to a second: a crowd that comes at once asks Redis once. Notices make it forget
 * sooner.
 */
final class StageHolders {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int CHANNELS = 10_000;

    private final LeaseBoard board;
    private final Cache<String, Mono<Optional<NodeLease>>> known = Caffeine.newBuilder()
            .maximumSize(CHANNELS)
            .expireAfterWrite(FRESH)
            .executor(Runnable::run)
            .build();

    StageHolders(LeaseBoard board, Bus bus) {
        this.board = board;
        bus.listen(RedisStageLeases.TOPIC, this::forget);
        bus.onRejoin(known::invalidateAll);
    }

    /** Completes empty if nobody has it, and while nobody can tell. */
    Mono<NodeLease> of(String channel) {
        return Mono.defer(() -> known.get(channel, this::read)).flatMap(Mono::justOrEmpty);
    }

    void forget(String channel) {
        known.invalidate(channel);
    }

    private Mono<Optional<NodeLease>> read(String channel) {
        return board.read(channel)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .onErrorResume(DependencyUnavailable.class, away -> Mono.just(Optional.empty()))
                .cache();
    }
}
