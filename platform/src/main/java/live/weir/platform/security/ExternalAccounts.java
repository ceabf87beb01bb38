package live.weir.platform.security;

import java.util.Set;
import live.weir.platform.identity.AccountId;
import reactor.core.publisher.Mono;

/** Finds the account of somebody whom the operator's identity provider vouches for, or makes it. */
public interface ExternalAccounts {

    Mono<ExternalAccount> of(ExternalIdentity identity);

    /**
     * Whom the provider vouches for.
     *
     * @param handle what the provider calls the person; to be made fit and unique
     */
    record ExternalIdentity(String issuer, String subject, String handle, Set<Role> roles) {}

    /** The account under which the person acts here. */
    record ExternalAccount(AccountId id, String handle, Set<Role> roles) {}
}
