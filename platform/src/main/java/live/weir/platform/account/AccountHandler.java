package live.weir.platform.account;

import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.NO_CONTENT;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Optional;
import live.weir.platform.account.AccountSettings.Registration;
import live.weir.platform.security.Caller;
import live.weir.platform.web.ClientAddress;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** People's own accounts. */
@RestController
@RequestMapping("/api/v1/accounts")
@Tag(name = "Accounts")
class AccountHandler {

    private final Accounts accounts;
    private final Sessions sessions;
    private final PasswordCheck passwords;
    private final Passwords rules;
    private final AccountSettings settings;
    private final ClientAddress addresses;

    /** @param displayName the handle if absent */
    record NewAccount(
            @Nullable String handle,
            @Nullable String password,
            @Nullable String displayName) {}

    record Changes(@Nullable String displayName) {}

    record NewPassword(
            @Nullable String currentPassword, @Nullable String newPassword) {}

    record Confirmation(@Nullable String password) {}

    AccountHandler(
            Accounts accounts,
            Sessions sessions,
            PasswordCheck passwords,
            Passwords rules,
            AccountSettings settings,
            ClientAddress addresses) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.passwords = passwords;
        this.rules = rules;
        this.settings = settings;
        this.addresses = addresses;
    }

    @PostMapping
    @ResponseStatus(CREATED)
    @Operation(summary = "Make an account")
    @ApiResponse(responseCode = "201", description = "Made; Location names it")
    Mono<ResponseEntity<AccountView>> register(@RequestBody NewAccount wanted, ServerHttpRequest request) {
        if (settings.registration() == Registration.CLOSED) {
            throw Problem.of(
                    HttpStatus.FORBIDDEN, "registration-closed", "Registration closed", "Ask an administrator.");
        }
        String handle = String.valueOf(wanted.handle());
        String displayName = DisplayNames.normal(wanted.displayName() == null ? handle : wanted.displayName());
        new Complaints()
                .about("/handle", Handles.complaintAtRegistration(wanted.handle()))
                .about("/password", rules.complaint(wanted.password(), wanted.handle()))
                .about("/displayName", wanted.displayName() == null ? none() : DisplayNames.complaint(displayName))
                .raise();
        return accounts.register(
                        Handles.normal(handle),
                        displayName,
                        String.valueOf(wanted.password()),
                        settings.defaultRoles(),
                        Client.of(request, addresses))
                .map(row -> ResponseEntity.created(URI.create("/api/v1/accounts/me"))
                        .body(AccountView.of(row)));
    }

    @GetMapping("/me")
    @Operation(summary = "My account")
    Mono<AccountView> me(Caller caller) {
        return accounts.byId(caller.id(), caller.handle()).map(AccountView::of);
    }

    @PatchMapping("/me")
    @Operation(summary = "Change my account")
    Mono<AccountView> change(Caller caller, @RequestBody Changes changes) {
        if (changes.displayName() == null) {
            return me(caller);
        }
        String displayName = DisplayNames.normal(changes.displayName());
        new Complaints()
                .about("/displayName", DisplayNames.complaint(displayName))
                .raise();
        return accounts.rename(caller, displayName).map(AccountView::of);
    }

    @PutMapping("/me/password")
    @ResponseStatus(NO_CONTENT)
    @Operation(summary = "Change my password and end my other sessions")
    @ApiResponse(responseCode = "204", description = "Changed")
    Mono<Void> changePassword(Caller caller, @RequestBody NewPassword wanted, ServerHttpRequest request) {
        new Complaints()
                .required("/currentPassword", wanted.currentPassword())
                .about("/newPassword", rules.complaint(wanted.newPassword(), caller.handle()))
                .raise();
        Client client = Client.of(request, addresses);
        return passwords
                .confirm(caller, String.valueOf(wanted.currentPassword()), client)
                .flatMap(row -> accounts.changePassword(row, String.valueOf(wanted.newPassword()), client))
                .then(Mono.defer(() -> sessions.endOthers(caller, "password-changed")));
    }

    @DeleteMapping("/me")
    @ResponseStatus(NO_CONTENT)
    @Operation(summary = "Delete my account and all that belongs to it")
    @ApiResponse(responseCode = "204", description = "Deleted")
    Mono<Void> delete(Caller caller, @RequestBody Confirmation confirmation, ServerHttpRequest request) {
        new Complaints().required("/password", confirmation.password()).raise();
        Client client = Client.of(request, addresses);
        return passwords
                .confirm(caller, String.valueOf(confirmation.password()), client)
                .flatMap(row -> accounts.delete(row, client));
    }

    private static Optional<String> none() {
        return Optional.empty();
    }
}
