package live.weir.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import live.weir.platform.identity.AccountId;
import live.weir.platform.infrastructure.redis.Bus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Access tokens that are refused before they expire: those of ended sign-ins, and those of accounts whose roles changed.
 * Each is remembered for as long as a token could still be presented; {@link RevocationCatchUp} reads what notices from
 * other nodes did not tell.
 */
@Component
public final class Revocations {

    private static final Logger log = LoggerFactory.getLogger(Revocations.class);
    private static final String TOPIC = "revoked";

    /** Sized so that it is never reached: forgetting one of these would let a token in again. */
    private static final int MOST = 2_000_000;

    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final int NOTICE_SIZE = 500;

    private final Bus bus;
    private final Cache<UUID, Boolean> sessions;
    private final Cache<UUID, Long> generations;

    Revocations(Bus bus, SecuritySettings settings) {
        this.bus = bus;
        Duration life = settings.tokenLife().plus(MARGIN);
        this.sessions = remembering(life).build();
        this.generations = remembering(life).build();
        bus.listen(TOPIC, this::heard);
    }

    private static Caffeine<Object, Object> remembering(Duration life) {
        return Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(life).executor(Runnable::run);
    }

    /** Refuses the sessions' tokens here at once and elsewhere as soon as the notice arrives. Call it after the commit. */
    public Mono<Void> sessions(Collection<UUID> ended) {
        return Mono.defer(() -> {
            ended.forEach(this::refuseSession);
            return ended.isEmpty()
                    ? Mono.<Void>empty()
                    : bus.send(
                            TOPIC,
                            ended.stream()
                                    .limit(NOTICE_SIZE)
                                    .map(id -> "session " + id)
                                    .collect(Collectors.joining("\n")));
        });
    }

    /** Refuses all tokens of the account that are of an older generation than this. Call it after the commit. */
    public Mono<Void> account(AccountId account, long oldestGood) {
        return Mono.defer(() -> {
            refuseOlder(account.value(), oldestGood);
            return bus.send(TOPIC, "account " + account + " " + oldestGood);
        });
    }

    boolean refuse(VerifiedToken token) {
        Caller caller = token.caller();
        if (caller.session() != null && sessions.getIfPresent(caller.session()) != null) {
            return true;
        }
        Long oldestGood = generations.getIfPresent(caller.id().value());
        return oldestGood != null && caller.session() != null && token.generation() < oldestGood;
    }

    void learn(RevocationSource.Revoked revoked) {
        revoked.sessions().forEach(this::refuseSession);
        revoked.accounts().forEach((account, oldestGood) -> refuseOlder(account.value(), oldestGood));
    }

    private void refuseSession(UUID session) {
        sessions.put(session, true);
    }

    private void refuseOlder(UUID account, long oldestGood) {
        generations.asMap().merge(account, oldestGood, Math::max);
    }

    private void heard(String notice) {
        for (String line : notice.split("\n", -1)) {
            String[] words = line.split(" ", -1);
            try {
                if (words[0].equals("session")) {
                    refuseSession(UUID.fromString(words[1]));
                } else {
                    refuseOlder(UUID.fromString(words[1]), Long.parseLong(words[2]));
                }
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException unknown) {
                log.warn("A notice of revocation was not understood: {}", line);
            }
        }
    }
}
