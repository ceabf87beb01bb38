package live.weir.testing;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** What a Mono gives, awaited by a test. */
public final class Now {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Now() {}

    public static <T> T now(Mono<T> work) {
        return work.blockOptional(PATIENCE)
                .orElseThrow(() -> new AssertionError("The work completed without a result"));
    }

    public static void done(Mono<?> work) {
        work.then().block(PATIENCE);
    }
}
