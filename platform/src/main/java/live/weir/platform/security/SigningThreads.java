package live.weir.platform.security;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import live.weir.platform.resilience.DependencyUnavailable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Signatures draw on the system's randomness, which may block: so they are made on threads of their own. */
@Component
final class SigningThreads implements DisposableBean {

    private static final int THREADS = 2;
    private static final int QUEUED = 2_000;

    private final Scheduler threads = Schedulers.newBoundedElastic(THREADS, QUEUED, "weir-signing", 60, true);

    <T> Mono<T> run(Callable<T> work) {
        return Mono.fromCallable(work)
                .subscribeOn(threads)
                .onErrorMap(
                        RejectedExecutionException.class,
                        full -> new DependencyUnavailable("signing", "is too busy", Duration.ofSeconds(1), full));
    }

    @Override
    public void destroy() {
        threads.dispose();
    }
}
