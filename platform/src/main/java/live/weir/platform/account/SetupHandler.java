package live.weir.platform.account;

import static org.springframework.http.HttpStatus.CREATED;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import live.weir.platform.web.ClientAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Making the first administrator. */
@RestController
@RequestMapping("/api/v1/setup")
@Tag(name = "Setup")
@SecurityRequirements
final class SetupHandler {

    private final FirstAdministrator first;
    private final Passwords rules;
    private final ClientAddress addresses;

    record State(boolean adminNeeded) {}

    record NewAdministrator(
            @Nullable String token,
            @Nullable String handle,
            @Nullable String password) {

        @Override
        public String toString() {
            return "NewAdministrator[" + handle + "]";
        }
    }

    SetupHandler(FirstAdministrator first, Passwords rules, ClientAddress addresses) {
        this.first = first;
        this.rules = rules;
        this.addresses = addresses;
    }

    @GetMapping
    @Operation(summary = "Whether there is no administrator yet")
    Mono<State> state() {
        return first.isMissing().map(State::new);
    }

    @PostMapping("/admin")
    @ResponseStatus(CREATED)
    @Operation(summary = "Make the first administrator, with the token from the node's console")
    @ApiResponse(responseCode = "201", description = "Made")
    Mono<AccountView> create(@RequestBody NewAdministrator wanted, ServerHttpRequest request) {
        new Complaints()
                .required("/token", wanted.token())
                .about("/handle", Handles.complaint(wanted.handle()))
                .about("/password", rules.complaint(wanted.password(), wanted.handle()))
                .raise();
        return first.create(
                        String.valueOf(wanted.token()),
                        Handles.normal(String.valueOf(wanted.handle())),
                        String.valueOf(wanted.password()),
                        Client.of(request, addresses))
                .map(AccountView::of);
    }
}
