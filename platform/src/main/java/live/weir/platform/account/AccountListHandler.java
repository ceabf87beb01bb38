package live.weir.platform.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import live.weir.platform.account.AccountRepository.Position;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import live.weir.platform.web.ClientAddress;
import live.weir.platform.web.Cursors;
import live.weir.platform.web.Page;
import live.weir.platform.web.PageRequest;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** All accounts, for administrators. */
@RestController
@RequestMapping("/api/v1/accounts")
@Tag(name = "Accounts")
final class AccountListHandler {

    private static final String LIST = "accounts";

    private final AccountRepository repository;
    private final Accounts accounts;
    private final ClientAddress addresses;

    record Roles(@Nullable List<@Nullable String> roles) {}

    AccountListHandler(AccountRepository repository, Accounts accounts, ClientAddress addresses) {
        this.repository = repository;
        this.accounts = accounts;
        this.addresses = addresses;
    }

    @GetMapping
    @Operation(summary = "All accounts, newest first; q is how their handle begins")
    Mono<Page<AccountView>> list(Caller caller, @RequestParam(required = false) @Nullable String q, PageRequest page) {
        caller.require(Role.ADMIN);
        Optional<Position> after =
                page.after(LIST, 2, parts -> new Position(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1))));
        String prefix = q == null || q.isBlank() ? null : Handles.normal(q.strip());
        return repository
                .list(prefix, after.orElse(null), page.fetch())
                .map(rows -> Page.cut(rows, page, AccountListHandler::cursor).map(AccountView::of));
    }

    private static String cursor(AccountRow last) {
        return Cursors.write(LIST, last.createdAt().toString(), last.id().toString());
    }

    @PutMapping("/{handle}/roles")
    @Operation(summary = "Give an account other roles; its access tokens are called back")
    Mono<AccountView> setRoles(
            Caller caller, @PathVariable String handle, @RequestBody Roles wanted, ServerHttpRequest request) {
        caller.require(Role.ADMIN);
        Set<Role> roles = roles(wanted);
        return accounts.setRoles(caller, Handles.normal(handle), roles, Client.of(request, addresses))
                .map(AccountView::of);
    }

    private static Set<Role> roles(Roles wanted) {
        List<@Nullable String> labels = wanted.roles();
        if (labels == null || labels.size() > Role.values().length) {
            throw Problem.invalid("/roles", "must be a list of roles, each once");
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (int i = 0; i < labels.size(); i++) {
            String pointer = "/roles/" + i;
            roles.add(Role.ofLabel(String.valueOf(labels.get(i)))
                    .orElseThrow(() -> Problem.invalid(pointer, "must be viewer, performer, moderator or admin")));
        }
        return roles;
    }
}
