package live.weir.platform.chat.history;

import java.time.Duration;
import live.weir.platform.account.AccountDeleted;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.resilience.Errands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** When an account goes, its words go too. */
@Component
class Erasure implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Erasure.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int TRIES = 10;

    /**
     * What was said last is written some tenths of a second later, and so comes to the table after its author has gone. (A node
     * that Postgres is away from alone writes what it has when it is back, however late.)
     */
    private static final Duration LATE_WORDS = Duration.ofSeconds(5);

    private final ChatHistory history;
    private final Errands errands = new Errands();

    Erasure(ChatHistory history) {
        this.history = history;
    }

    @EventListener
    void gone(AccountDeleted event) {
        errands.run(
                erase(event).then(Mono.delay(LATE_WORDS)).then(erase(event)),
                away -> log.error("What account {} said could not be erased", event.id(), away));
    }

    private Mono<Long> erase(AccountDeleted event) {
        return Mono.defer(() -> history.erase(event.id().value()))
                .retryWhen(Retry.backoff(TRIES, FIRST_PAUSE).filter(DependencyUnavailable.class::isInstance))
                .doOnNext(lines -> log.debug("Erased {} lines of an account that is gone", lines));
    }

    @Override
    public void destroy() {
        errands.drop();
    }
}
