package live.weir.platform.stage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Waits until a dead node's lease has run out, which takes seconds: who waits here comes to the next owner at once, and need not
 * guess when to try again. One look-out for each lease, however many wait.
 */
final class Succession {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration PATIENCE = LeaseBoard.LIFE.plusMillis(500);
    private static final int STAGES = 10_000;

    private final LeaseBoard board;
    private final Cache<Lost, Mono<Void>> lookOuts = Caffeine.newBuilder()
            .maximumSize(STAGES)
            .expireAfterWrite(PATIENCE)
            .executor(Runnable::run)
            .build();

    private record Lost(String channel, long epoch) {}

    Succession(LeaseBoard board) {
        this.board = board;
    }

    /** Completes when this lease is nobody's any more; fails if it lives on, or while nobody can tell. */
    Mono<Void> after(String channel, long epoch) {
        return Mono.defer(() -> lookOuts.get(new Lost(channel, epoch), this::lookOut));
    }

    private Mono<Void> lookOut(Lost lost) {
        return Mono.defer(() -> board.read(lost.channel()))
                .map(lease -> lease.epoch() != lost.epoch())
                .defaultIfEmpty(true)
                .filter(over -> over)
                .repeatWhenEmpty(rounds -> rounds.delayElements(LOOK_EVERY))
                .timeout(PATIENCE)
                .then()
                .cache();
    }
}
