package live.weir.platform.account;

import java.time.Duration;
import java.util.Optional;
import live.weir.platform.account.Attempts.Target;
import live.weir.platform.audit.AuditLog;
import live.weir.platform.security.Caller;
import live.weir.platform.security.PasswordHashing;
import live.weir.platform.security.PasswordHashing.Verdict;
import live.weir.platform.web.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Whether a handle and a password belong together: the one place where they are compared, so that everywhere guesses are
 * slowed down, and an unknown handle is answered like a wrong password, in words and in time.
 */
@Component
class PasswordCheck {

    private final AccountRepository accounts;
    private final PasswordHashing passwords;
    private final Attempts attempts;
    private final AuditLog audit;

    PasswordCheck(AccountRepository accounts, PasswordHashing passwords, Attempts attempts, AuditLog audit) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.attempts = attempts;
        this.audit = audit;
    }

    /** Fails with a problem: 401 if they do not belong together, 429 during a pause. */
    Mono<AccountRow> check(String handle, String password, Client client) {
        Target target = Target.signIn(handle, client);
        return attempts.admit(target)
                .then(Mono.defer(() -> find(handle)))
                .flatMap(found -> passwords
                        .check(password, found.map(AccountRow::passwordHash).orElse(null))
                        .flatMap(verdict -> found.isPresent() && verdict.matches()
                                ? accept(found.get(), verdict, target)
                                : refuse(handle, target, client)));
    }

    /**
     * For somebody who is signed in already and proves once more who they are. Fails with 403, because a client takes 401
     * for the end of its session.
     */
    Mono<AccountRow> confirm(Caller caller, String password, Client client) {
        return check(caller.handle(), password, client)
                .onErrorMap(
                        Problem.class,
                        problem -> problem.status() == HttpStatus.UNAUTHORIZED ? wrongPassword() : problem);
    }

    private static Problem wrongPassword() {
        return Problem.of(HttpStatus.FORBIDDEN, "wrong-password", "Wrong password", "This is not your password.");
    }

    /** What cannot be a handle is not asked for, but answered as slowly. */
    private Mono<Optional<AccountRow>> find(String handle) {
        return Handles.complaint(handle).isPresent()
                ? Mono.just(Optional.empty())
                : accounts.byHandle(Handles.normal(handle)).map(Optional::of).defaultIfEmpty(Optional.empty());
    }

    private Mono<AccountRow> accept(AccountRow row, Verdict verdict, Target target) {
        String replacement = verdict.replacement();
        String checked = row.passwordHash();
        Mono<Boolean> rehashed = replacement == null || checked == null
                ? Mono.empty()
                : accounts.replaceHash(row.id(), checked, replacement);
        return attempts.succeeded(target).then(rehashed).thenReturn(row);
    }

    private Mono<AccountRow> refuse(String handle, Target target, Client client) {
        return attempts.failed(target).flatMap(pause -> {
            audit.record("sign-in-refused", handle, handle, client.address(), "");
            if (pause.compareTo(Duration.ZERO) > 0) {
                audit.record("locked", handle, handle, client.address(), "for " + pause.toSeconds() + " s");
            }
            return Mono.error(Problem.unauthorized("bad-credentials", "Handle and password do not belong together."));
        });
    }
}
