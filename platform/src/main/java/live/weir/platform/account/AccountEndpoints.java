package live.weir.platform.account;

import live.weir.platform.security.PublicEndpoints;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** What somebody without a token may ask for. */
@Configuration(proxyBeanMethods = false)
class AccountEndpoints {

    @Bean
    PublicEndpoints accountPublicEndpoints() {
        return PublicEndpoints.of(HttpMethod.POST, "/api/v1/accounts")
                .and(HttpMethod.POST, "/api/v1/sessions")
                .and(HttpMethod.POST, "/api/v1/sessions/refresh")
                .and(HttpMethod.DELETE, "/api/v1/sessions/current")
                .and(HttpMethod.GET, "/api/v1/setup")
                .and(HttpMethod.POST, "/api/v1/setup/admin");
    }
}
