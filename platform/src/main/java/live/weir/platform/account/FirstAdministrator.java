package live.weir.platform.account;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import live.weir.platform.account.AdministratorRepository.Refused;
import live.weir.platform.account.Attempts.Target;
import live.weir.platform.audit.AuditLog;
import live.weir.platform.security.PasswordHashing;
import live.weir.platform.security.Secrets;
import live.weir.platform.web.problem.Problem;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The first administrator. Who can read the node's console may become it, by a token that is shown there once; nobody
 * else, and nobody after that.
 */
@Component
class FirstAdministrator {

    private static final Duration OFFERED_FOR = Duration.ofHours(24);

    private final AdministratorRepository administrators;
    private final PasswordHashing passwords;
    private final Secrets secrets;
    private final Attempts attempts;
    private final AuditLog audit;
    private final Clock clock;

    FirstAdministrator(
            AdministratorRepository administrators,
            PasswordHashing passwords,
            Secrets secrets,
            Attempts attempts,
            AuditLog audit,
            Clock clock) {
        this.administrators = administrators;
        this.passwords = passwords;
        this.secrets = secrets;
        this.attempts = attempts;
        this.audit = audit;
        this.clock = clock;
    }

    Mono<Boolean> isMissing() {
        return administrators.exists().map(exists -> !exists);
    }

    /** A new token, good for a day. */
    Mono<String> offer() {
        return secrets.next()
                .flatMap(token -> administrators
                        .offer(token.hash(), clock.instant().plus(OFFERED_FOR))
                        .thenReturn(token.value()));
    }

    /** Fails with a problem: 403 for a wrong token, 409 if there is an administrator by now or the handle is taken. */
    Mono<AccountRow> create(String token, String handle, String password, Client client) {
        Target target = Target.setup(client);
        return attempts.admit(target)
                .then(Mono.defer(administrators::offers))
                .flatMap(offers -> isOffered(token, offers)
                        ? make(handle, password, client).delayUntil(row -> attempts.succeeded(target))
                        : refuse(target, client));
    }

    Mono<AccountRow> make(String handle, String password, Client client) {
        return passwords
                .hash(password)
                .flatMap(hash -> administrators.createFirst(handle, handle, hash))
                .onErrorMap(Refused.class, refused -> Accounts.problem(refused, handle))
                .doOnNext(row -> audit.record("setup", handle, handle, client.address(), "first administrator"));
    }

    /** Looks at every offer and every byte, whether or not an earlier one fits. */
    private static boolean isOffered(String token, List<byte[]> offers) {
        byte[] hash = Secrets.hash(token);
        boolean offered = false;
        for (byte[] offer : offers) {
            offered |= MessageDigest.isEqual(offer, hash);
        }
        return offered;
    }

    private Mono<AccountRow> refuse(Target target, Client client) {
        return attempts.failed(target).flatMap(pause -> {
            audit.record("setup-refused", "", "", client.address(), "");
            return Mono.error(Problem.forbidden("The setup token is wrong, used or older than a day."));
        });
    }

    static Optional<String> link(String base, String token) {
        return Optional.of("No administrator yet. Make the first one within 24 hours at " + base + "/setup#" + token);
    }
}
