package live.weir.platform.account;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import live.weir.platform.infrastructure.cache.CachePolicy;
import live.weir.platform.infrastructure.cache.Cached;
import live.weir.platform.infrastructure.cache.Caches;
import live.weir.platform.infrastructure.cache.TwoLevelCache;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The directory, out of two caches: one by id, one by handle. */
@Component
final class CachedAccounts implements AccountDirectory {

    private static final CachePolicy POLICY =
            new CachePolicy(50_000, Duration.ofMinutes(5), Duration.ofSeconds(5), Duration.ofHours(1));
    private static final int AT_ONCE = 16;

    private final TwoLevelCache<AccountSummary> byId;
    private final TwoLevelCache<AccountSummary> byHandle;

    CachedAccounts(AccountRepository accounts, Caches caches, JsonMapper json) {
        SummaryCodec codec = new SummaryCodec(json);
        this.byId = caches.create(
                "account",
                POLICY,
                codec,
                id -> accounts.byId(new AccountId(UUID.fromString(id))).map(AccountRow::summary));
        this.byHandle = caches.create(
                "account-by-handle",
                POLICY,
                codec,
                handle -> accounts.byHandle(handle).map(AccountRow::summary));
    }

    @Override
    public Mono<AccountSummary> byHandle(String handle) {
        return Handles.complaint(handle).isPresent()
                ? Mono.empty()
                : byHandle.get(Handles.normal(handle)).mapNotNull(Cached::value);
    }

    @Override
    public Mono<Map<AccountId, AccountSummary>> byIds(Collection<AccountId> ids) {
        return Flux.fromIterable(new LinkedHashSet<>(ids))
                .flatMap(id -> byId.get(id.toString()).mapNotNull(Cached::value), AT_ONCE)
                .collectMap(AccountSummary::id);
    }

    Mono<Void> forget(AccountId id, String handle) {
        return byId.invalidate(id.toString()).then(byHandle.invalidate(handle));
    }
}
