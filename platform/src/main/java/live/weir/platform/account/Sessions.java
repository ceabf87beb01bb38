package live.weir.platform.account;

import java.util.List;
import java.util.UUID;
import live.weir.platform.account.SessionRepository.Renewal;
import live.weir.platform.audit.AuditLog;
import live.weir.platform.security.AccessToken;
import live.weir.platform.security.AccessTokens;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Revocations;
import live.weir.platform.security.Secrets;
import live.weir.platform.security.Secrets.Secret;
import live.weir.platform.web.problem.Problem;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Signing in, staying signed in, signing out. */
@Component
final class Sessions {

    private final PasswordCheck passwords;
    private final SessionRepository sessions;
    private final AccessTokens tokens;
    private final Secrets secrets;
    private final Revocations revocations;
    private final AuditLog audit;

    /** What a client gets: the access token in the body, the refresh token in a cookie. */
    record SignedIn(AccountRow account, AccessToken access, String refresh) {

        @Override
        public String toString() {
            return "SignedIn[" + account.handle() + "]";
        }
    }

    Sessions(
            PasswordCheck passwords,
            SessionRepository sessions,
            AccessTokens tokens,
            Secrets secrets,
            Revocations revocations,
            AuditLog audit) {
        this.passwords = passwords;
        this.sessions = sessions;
        this.tokens = tokens;
        this.secrets = secrets;
        this.revocations = revocations;
        this.audit = audit;
    }

    Mono<SignedIn> signIn(String handle, String password, Client client) {
        return passwords
                .check(handle, password, client)
                .flatMap(account -> secrets.next().flatMap(refresh -> open(account, refresh, client)));
    }

    private Mono<SignedIn> open(AccountRow account, Secret refresh, Client client) {
        return sessions.open(account.id(), refresh.hash(), client.userAgent())
                .flatMap(opened -> revocations
                        .sessions(opened.ended())
                        .then(Mono.defer(() -> issue(account, opened.id(), refresh))))
                .doOnNext(done -> audit.record("signed-in", account.handle(), account.handle(), client.address(), ""));
    }

    private Mono<SignedIn> issue(AccountRow account, UUID session, Secret refresh) {
        Caller caller = new Caller(account.id(), account.handle(), account.roles(), session);
        return tokens.issue(caller, account.generation()).map(access -> new SignedIn(account, access, refresh.value()));
    }

    Mono<SignedIn> refresh(String presented, Client client) {
        return secrets.next()
                .flatMap(next -> sessions.renew(Secrets.hash(presented), next.hash())
                        .flatMap(renewal -> answer(renewal, next, client)));
    }

    private Mono<SignedIn> answer(Renewal renewal, Secret next, Client client) {
        if (renewal instanceof Renewal.Renewed good) {
            return issue(good.account(), good.session(), next);
        }
        if (renewal instanceof Renewal.Reused stolen) {
            return end(stolen.session(), "refresh-reused", client)
                    .then(Mono.error(Problem.unauthorized(
                            "refresh-reused", "This refresh token was used before; its session has been ended.")));
        }
        return Mono.error(noSession());
    }

    static Problem noSession() {
        return Problem.unauthorized("no-session", "There is no session in force: sign in.");
    }

    Mono<Void> signOut(UUID session, Client client) {
        return end(session, "signed-out", client);
    }

    Mono<Void> signOut(String refresh, Client client) {
        return sessions.byToken(Secrets.hash(refresh)).flatMap(session -> signOut(session, client));
    }

    private Mono<Void> end(UUID session, String reason, Client client) {
        return sessions.end(session, null, reason)
                .doOnNext(account ->
                        audit.record(reason, account.handle(), account.handle(), client.address(), session.toString()))
                .then(Mono.defer(() -> revocations.sessions(List.of(session))));
    }

    Mono<List<SessionRow>> of(Caller caller) {
        return sessions.inForce(caller.id());
    }

    /** Fails with a problem (404) for a session that is not the caller's, as for one that does not exist. */
    Mono<Void> endOwn(Caller caller, UUID session, Client client) {
        return sessions.end(session, caller.id(), "signed-out")
                .switchIfEmpty(Mono.error(() -> Problem.notFound("session", session.toString())))
                .doOnNext(account -> audit.record(
                        "signed-out", account.handle(), account.handle(), client.address(), session.toString()))
                .then(Mono.defer(() -> revocations.sessions(List.of(session))));
    }

    Mono<Void> endOthers(Caller caller, String reason) {
        return sessions.endOthers(caller.id(), caller.session(), reason).flatMap(revocations::sessions);
    }
}
