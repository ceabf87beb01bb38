package live.weir.platform.channel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import live.weir.platform.account.AccountChanged;
import live.weir.platform.account.AccountDeleted;
import live.weir.platform.identity.AccountId;
import live.weir.platform.resilience.DependencyUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;
import reactor.util.retry.Retry;

/**
 * Follows what happens to owners: a new name is shown on their channels, and the channels of a deleted account are gone.
 * The one who changed the account does not wait for it. If too many changes wait, further ones are dropped and counted:
 * then the caches notice when their time is over.
 */
@Component
class OwnerFollower implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(OwnerFollower.class);
    private static final int MOST_WAITING = 1_024;
    private static final Retry PATIENCE = Retry.backoff(5, Duration.ofMillis(200))
            .maxBackoff(Duration.ofSeconds(5))
            .filter(DependencyUnavailable.class::isInstance);

    private final ChannelRepository channels;
    private final ChannelNews news;
    private final Sinks.Many<Mono<Void>> waiting = Sinks.many()
            .unicast()
            .onBackpressureBuffer(Queues.<Mono<Void>>get(MOST_WAITING).get());
    private final Disposable work;
    private final Counter dropped;

    OwnerFollower(ChannelRepository channels, ChannelNews news, MeterRegistry meters) {
        this.channels = channels;
        this.news = news;
        this.dropped = Counter.builder("weir.channel.owner.changes.dropped")
                .description("Changes of owners that were not followed because too many waited")
                .register(meters);
        this.work = waiting.asFlux()
                .concatMap(step -> step.retryWhen(PATIENCE).onErrorResume(OwnerFollower::reported), 1)
                .subscribe(ignored -> {}, error -> log.error("Following of owners ended", error));
    }

    @EventListener
    void on(AccountChanged event) {
        follow(renamed(event.account().id()));
    }

    @EventListener
    void on(AccountDeleted event) {
        follow(left(event.id()));
    }

    Mono<Void> renamed(AccountId owner) {
        return channels.ofOwner(owner)
                .flatMapIterable(rows -> rows)
                .concatMap(row -> news.changed(row.id(), row.slug()))
                .then();
    }

    Mono<Void> left(AccountId owner) {
        return channels.takeOrphans(owner)
                .flatMapIterable(orphans -> orphans)
                .concatMap(orphan -> news.deleted(orphan.id(), orphan.slug()))
                .then();
    }

    /** Events come from many threads; the sink takes one at a time. */
    private synchronized void follow(Mono<Void> step) {
        if (waiting.tryEmitNext(step).isFailure()) {
            dropped.increment();
        }
    }

    private static Mono<Void> reported(Throwable error) {
        log.warn("A change of an owner shows on their channels later: {}", error.getMessage());
        return Mono.empty();
    }

    @Override
    public void destroy() {
        work.dispose();
    }
}
