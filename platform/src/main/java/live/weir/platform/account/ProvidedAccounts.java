package live.weir.platform.account;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import live.weir.platform.audit.AuditLog;
import live.weir.platform.security.ExternalAccounts;
import live.weir.platform.security.Role;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Accounts of those who come from the operator's identity provider: made when they first do. Their roles are the default
 * ones and what the provider says each time.
 */
@Component
final class ProvidedAccounts implements ExternalAccounts {

    private static final int TRIES = 8;

    private final AccountRepository accounts;
    private final AccountSettings settings;
    private final AccountNews news;
    private final AuditLog audit;

    ProvidedAccounts(AccountRepository accounts, AccountSettings settings, AccountNews news, AuditLog audit) {
        this.accounts = accounts;
        this.settings = settings;
        this.news = news;
        this.audit = audit;
    }

    @Override
    public Mono<ExternalAccount> of(ExternalIdentity identity) {
        Set<Role> roles = EnumSet.copyOf(settings.defaultRoles());
        roles.addAll(identity.roles());
        return accounts.bySubject(identity.issuer(), identity.subject())
                .switchIfEmpty(Mono.defer(() -> make(identity)))
                .map(row -> new ExternalAccount(row.id(), row.handle(), roles));
    }

    /** A try fails if the handle is taken, or if another request of the same person was faster. */
    private Mono<AccountRow> make(ExternalIdentity identity) {
        String wanted = Handles.fit(identity.handle());
        return Flux.range(0, TRIES)
                .concatMap(attempt -> insert(identity, attempt == 0 ? wanted : varied(wanted))
                        .switchIfEmpty(accounts.bySubject(identity.issuer(), identity.subject())))
                .next()
                .switchIfEmpty(Mono.error(() -> Accounts.taken(wanted)));
    }

    private Mono<AccountRow> insert(ExternalIdentity identity, String handle) {
        if (Handles.isReserved(handle)) {
            return Mono.empty();
        }
        // The row holds the default roles only: what the provider grants ends when the provider says so.
        return accounts.insertExternal(handle, identity.issuer(), identity.subject(), settings.defaultRoles())
                .delayUntil(news::changed)
                .doOnNext(row -> audit.record("registered", handle, handle, identity.issuer(), identity.subject()));
    }

    private static String varied(String handle) {
        String suffix = "_" + ThreadLocalRandom.current().nextInt(1000, 1_000_000);
        int room = Handles.LONGEST - suffix.length();
        return (handle.length() > room ? handle.substring(0, room) : handle) + suffix;
    }
}
