package live.weir.platform.account;

import java.util.Set;
import live.weir.platform.account.AdministratorRepository.Refused;
import live.weir.platform.audit.AuditLog;
import live.weir.platform.identity.AccountId;
import live.weir.platform.security.Caller;
import live.weir.platform.security.PasswordHashing;
import live.weir.platform.security.Revocations;
import live.weir.platform.security.Role;
import live.weir.platform.web.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Making, changing and deleting accounts. */
@Component
final class Accounts {

    private final AccountRepository accounts;
    private final AdministratorRepository administrators;
    private final PasswordHashing passwords;
    private final AccountNews news;
    private final Revocations revocations;
    private final AuditLog audit;

    Accounts(
            AccountRepository accounts,
            AdministratorRepository administrators,
            PasswordHashing passwords,
            AccountNews news,
            Revocations revocations,
            AuditLog audit) {
        this.accounts = accounts;
        this.administrators = administrators;
        this.passwords = passwords;
        this.news = news;
        this.revocations = revocations;
        this.audit = audit;
    }

    Mono<AccountRow> register(String handle, String displayName, String password, Set<Role> roles, Client client) {
        return passwords
                .hash(password)
                .flatMap(hash -> accounts.insert(handle, displayName, hash, roles))
                .switchIfEmpty(Mono.error(() -> taken(handle)))
                .delayUntil(news::changed)
                .doOnNext(row -> audit.record("registered", handle, handle, client.address(), ""));
    }

    Mono<AccountRow> byId(AccountId id, String handle) {
        return accounts.byId(id).switchIfEmpty(Mono.error(() -> Problem.notFound("account", handle)));
    }

    Mono<AccountRow> rename(Caller caller, String displayName) {
        return accounts.rename(caller.id(), displayName)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("account", caller.handle())))
                .delayUntil(news::changed);
    }

    Mono<Void> changePassword(AccountRow checked, String password, Client client) {
        String old = checked.passwordHash();
        return old == null
                ? Mono.error(conflict())
                : passwords
                        .hash(password)
                        .flatMap(hash -> accounts.replaceHash(checked.id(), old, hash))
                        .filter(replaced -> replaced)
                        .switchIfEmpty(Mono.error(Accounts::conflict))
                        .doOnNext(done -> audit.record(
                                "password-changed", checked.handle(), checked.handle(), client.address(), ""))
                        .then();
    }

    private static Problem conflict() {
        return Problem.conflict("password-changed", "Password changed", "The password was changed at the same moment.");
    }

    Mono<Void> delete(AccountRow row, Client client) {
        return administrators
                .delete(row.id())
                .onErrorMap(Refused.class, refused -> problem(refused, row.handle()))
                .flatMap(ended -> revocations.sessions(ended))
                .then(Mono.defer(() -> revocations.account(row.id(), Long.MAX_VALUE)))
                .then(Mono.defer(() -> news.deleted(row)))
                .doOnSuccess(done -> audit.record("deleted", row.handle(), row.handle(), client.address(), ""));
    }

    Mono<AccountRow> setRoles(Caller caller, String handle, Set<Role> roles, Client client) {
        return administrators
                .setRoles(handle, roles)
                .onErrorMap(Refused.class, refused -> problem(refused, handle))
                .delayUntil(row -> revocations.account(row.id(), row.generation()))
                .delayUntil(news::changed)
                .doOnNext(row -> audit.record(
                        "roles-changed",
                        caller.handle(),
                        handle,
                        client.address(),
                        String.join(" ", AccountRow.labels(roles))));
    }

    static Problem taken(String handle) {
        return Problem.conflict("handle-taken", "Handle taken", "The handle '" + handle + "' is taken.");
    }

    static Problem problem(Refused refused, String handle) {
        return switch (refused.refusal()) {
            case NO_SUCH_ACCOUNT -> Problem.notFound("account", handle);
            case HANDLE_TAKEN -> taken(handle);
            case ADMIN_EXISTS ->
                Problem.conflict(
                        "admin-exists", "There is an administrator", "The first administrator has been made already.");
            case LAST_ADMIN ->
                Problem.of(
                        HttpStatus.CONFLICT,
                        "last-admin",
                        "The last administrator",
                        "Make somebody else an administrator first.");
        };
    }
}
