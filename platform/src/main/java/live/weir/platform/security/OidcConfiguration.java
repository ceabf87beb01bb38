package live.weir.platform.security;

import java.time.Clock;
import live.weir.platform.resilience.Guards;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/** Accepts the tokens of the operator's identity provider, if one is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("weir.security.oidc.issuer")
class OidcConfiguration {

    @Bean
    OidcTokens oidcTokens(SecuritySettings settings, ExternalAccounts accounts, Guards guards, Clock clock) {
        OidcSettings oidc = settings.oidc();
        if (oidc == null) {
            throw new IllegalArgumentException("weir.security.oidc.audience must be set beside its issuer");
        }
        return new OidcTokens(oidc, new OidcKeys(oidc.issuer(), WebClient.create(), guards, clock), accounts, clock);
    }
}
