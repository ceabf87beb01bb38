package live.weir.platform.account;

import static org.springframework.http.HttpStatus.NO_CONTENT;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.weir.platform.account.Sessions.SignedIn;
import live.weir.platform.security.Caller;
import live.weir.platform.web.ClientAddress;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Signing in, staying signed in, signing out. */
@RestController
@RequestMapping("/api/v1/sessions")
@Tag(name = "Sessions")
final class SessionHandler {

    private final Sessions sessions;
    private final RefreshCookie cookies;
    private final ClientAddress addresses;

    record Credentials(@Nullable String handle, @Nullable String password) {

        @Override
        public String toString() {
            return "Credentials";
        }
    }

    /** @param expiresIn seconds */
    record Grant(String accessToken, String tokenType, long expiresIn, AccountView account) {}

    record SessionView(UUID id, String userAgent, Instant createdAt, Instant lastUsedAt, boolean current) {}

    record SessionList(List<SessionView> items) {}

    SessionHandler(Sessions sessions, RefreshCookie cookies, ClientAddress addresses) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.addresses = addresses;
    }

    @PostMapping
    @SecurityRequirements
    @Operation(summary = "Sign in; the refresh token comes as a cookie")
    Mono<ResponseEntity<Grant>> signIn(@RequestBody Credentials credentials, ServerHttpRequest request) {
        new Complaints()
                .required("/handle", credentials.handle())
                .required("/password", credentials.password())
                .raise();
        return sessions.signIn(
                        String.valueOf(credentials.handle()),
                        String.valueOf(credentials.password()),
                        Client.of(request, addresses))
                .map(done -> grant(done, request));
    }

    @PostMapping("/refresh")
    @SecurityRequirements
    @Operation(summary = "Get a new access token for the refresh cookie, and the next cookie")
    Mono<ResponseEntity<Grant>> refresh(ServerHttpRequest request) {
        String token = cookies.read(request);
        return token == null
                ? Mono.error(Sessions.noSession())
                : sessions.refresh(token, Client.of(request, addresses))
                        .map(done -> grant(done, request))
                        .onErrorMap(Problem.class, problem -> forgetting(problem, request));
    }

    @DeleteMapping("/current")
    @ResponseStatus(NO_CONTENT)
    @SecurityRequirements
    @Operation(summary = "Sign out, by access token or by refresh cookie")
    @ApiResponse(responseCode = "204", description = "Signed out, or was not signed in")
    Mono<ResponseEntity<Void>> signOut(@Nullable Caller caller, ServerHttpRequest request) {
        String token = cookies.read(request);
        Client client = Client.of(request, addresses);
        Mono<Void> byAccess =
                caller == null || caller.session() == null ? Mono.empty() : sessions.signOut(caller.session(), client);
        Mono<Void> byCookie = token == null ? Mono.empty() : sessions.signOut(token, client);
        return byAccess.then(byCookie)
                .then(Mono.fromSupplier(() -> ResponseEntity.noContent()
                        .header(HttpHeaders.SET_COOKIE, cookies.cleared(request).toString())
                        .build()));
    }

    @GetMapping
    @Operation(summary = "My sessions, the latest used first")
    Mono<SessionList> list(Caller caller) {
        return sessions.of(caller)
                .map(rows -> new SessionList(
                        rows.stream().map(row -> view(row, caller)).toList()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(NO_CONTENT)
    @Operation(summary = "End one of my sessions")
    @ApiResponse(responseCode = "204", description = "Ended")
    Mono<Void> end(Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        return sessions.endOwn(caller, id, Client.of(request, addresses));
    }

    private ResponseEntity<Grant> grant(SignedIn done, ServerHttpRequest request) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookies.of(done.refresh(), request).toString())
                .body(new Grant(
                        done.access().value(),
                        "Bearer",
                        done.access().life().toSeconds(),
                        AccountView.brief(done.account())));
    }

    /** A cookie that is of no use any more should not come again. */
    private Problem forgetting(Problem problem, ServerHttpRequest request) {
        return problem.status().value() == 401
                ? problem.header(
                        HttpHeaders.SET_COOKIE, cookies.cleared(request).toString())
                : problem;
    }

    private static SessionView view(SessionRow row, Caller caller) {
        return new SessionView(
                row.id(),
                row.userAgent(),
                row.createdAt(),
                row.lastUsedAt(),
                row.id().equals(caller.session()));
    }
}
