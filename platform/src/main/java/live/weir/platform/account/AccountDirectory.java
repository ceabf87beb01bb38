package live.weir.platform.account;

import java.util.Collection;
import java.util.Map;
import live.weir.platform.identity.AccountId;
import reactor.core.publisher.Mono;

/** Finds people for other features. */
public interface AccountDirectory {

    /** Completes empty if there is no such account. */
    Mono<AccountSummary> byHandle(String handle);

    /** Ids without an account are left out. */
    Mono<Map<AccountId, AccountSummary>> byIds(Collection<AccountId> ids);
}
