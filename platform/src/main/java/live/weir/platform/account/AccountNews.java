package live.weir.platform.account;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells caches and other features of a committed change. */
@Component
final class AccountNews {

    private final CachedAccounts cache;
    private final ApplicationEventPublisher events;

    AccountNews(CachedAccounts cache, ApplicationEventPublisher events) {
        this.cache = cache;
        this.events = events;
    }

    Mono<Void> changed(AccountRow row) {
        return cache.forget(row.id(), row.handle())
                .then(Mono.fromRunnable(() -> events.publishEvent(new AccountChanged(row.summary()))));
    }

    Mono<Void> deleted(AccountRow row) {
        return cache.forget(row.id(), row.handle())
                .then(Mono.fromRunnable(() -> events.publishEvent(new AccountDeleted(row.id(), row.handle()))));
    }
}
