package live.weir.platform.security;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import reactor.core.publisher.Mono;

/** Where revocations last: asked at start, and whenever notices may have been missed. */
public interface RevocationSource {

    Mono<Revoked> since(Instant moment);

    /**
     * What was revoked.
     *
     * @param sessions sign-ins that ended before their time
     * @param accounts accounts whose tokens were called back, with the oldest generation that is still good
     */
    record Revoked(Set<UUID> sessions, Map<AccountId, Long> accounts) {}
}
