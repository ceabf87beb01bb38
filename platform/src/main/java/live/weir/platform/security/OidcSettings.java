package live.weir.platform.security;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An identity provider (OpenID Connect) whose access tokens are accepted.
 *
 * @param issuer its address; {@code /.well-known/openid-configuration} is asked below it
 * @param audience what its tokens must name in {@code aud}
 * @param handleClaim the claim that a new account's handle is made of
 * @param rolesClaim the claim that lists the person's roles; dots lead into objects ({@code realm_access.roles})
 * @param roles which of its role names mean which of ours; others are ignored
 */
record OidcSettings(
        @NotNull URI issuer,
        @NotBlank String audience,
        @DefaultValue("preferred_username") @NotBlank String handleClaim,
        @DefaultValue("roles") @NotBlank String rolesClaim,
        @DefaultValue Map<String, Role> roles) {}
