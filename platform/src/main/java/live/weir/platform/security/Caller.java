package live.weir.platform.security;

import java.util.Set;
import java.util.UUID;
import live.weir.platform.identity.AccountId;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as a verified token says. Handlers take it as an argument.
 *
 * @param session the sign-in that the token belongs to; null for tokens of an operator's identity provider
 */
public record Caller(
        AccountId id,
        String handle,
        Set<Role> roles,
        @Nullable UUID session) {

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** @throws Problem 403 if the caller lacks the role */
    public void require(Role role) {
        if (!is(role)) {
            throw Problem.forbidden("This needs the role '" + role.label() + "'.");
        }
    }
}
