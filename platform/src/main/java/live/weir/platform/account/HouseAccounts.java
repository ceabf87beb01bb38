package live.weir.platform.account;

import java.util.Set;
import live.weir.platform.security.Role;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Accounts of the house itself: under reserved handles, which no person can get, and without any way to sign in. */
@Service
public class HouseAccounts {

    private final AccountRepository accounts;
    private final AccountNews news;

    HouseAccounts(AccountRepository accounts, AccountNews news) {
        this.accounts = accounts;
        this.news = news;
    }

    /**
     * The performer of that handle, made if there is none. Fails with a conflict if the handle belongs to somebody who
     * signs in: an operator may give the first administrator any.
     */
    public Mono<AccountSummary> performer(String handle, String displayName) {
        if (!Handles.isReserved(handle)) {
            return Mono.error(new IllegalArgumentException("Not a reserved handle: " + handle));
        }
        return accounts.insert(handle, displayName, null, Set.of(Role.PERFORMER))
                .delayUntil(news::changed)
                .switchIfEmpty(Mono.defer(() -> accounts.byHandle(handle)))
                .filter(row -> row.passwordHash() == null)
                .switchIfEmpty(Mono.error(() -> Accounts.taken(handle)))
                .map(AccountRow::summary);
    }
}
