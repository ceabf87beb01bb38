package live.weir.platform.security;

import java.util.List;
import live.weir.platform.web.problem.ProblemWriter;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;

/**
 * Who may come in. The API is closed except for what features declare as {@link PublicEndpoints}; pages and their files
 * are open; media and sockets check their callers themselves, because a stream key may stand where a token does.
 *
 * <p>There is no session and no cookie that signs a request in, so there is nothing to forge across sites.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    @Bean
    KeySeal keySeal(SecuritySettings settings) {
        return new KeySeal(settings.masterKey());
    }

    @Bean
    SecurityWebFilterChain securityWebFilterChain(
            ServerHttpSecurity http,
            AccessTokenVerifier tokens,
            ProblemWriter problems,
            ObjectProvider<PublicEndpoints> publicEndpoints,
            SecuritySettings settings,
            Environment environment) {
        Refusals refusals = new Refusals(problems);
        boolean metricsOpen =
                settings.metricsPublic() || ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
        return stateless(http)
                .addFilterAt(new BearerTokenFilter(tokens), SecurityWebFiltersOrder.AUTHENTICATION)
                .authorizeExchange(rules -> admit(rules, publicMatchers(publicEndpoints), metricsOpen))
                .exceptionHandling(
                        spec -> spec.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .build();
    }

    /**
     * Without this, Spring Security makes an observation, with a span and a timer, around each of its filters and each
     * decision: more work than all that it observes. A request's own observation stays.
     */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** What the firewall finds suspicious never reaches the chain; this answers it. */
    @Bean
    ServerExchangeRejectedHandler rejectedExchanges(ProblemWriter problems) {
        return new Refusals(problems);
    }

    private static ServerHttpSecurity stateless(ServerHttpSecurity http) {
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .headers(ServerHttpSecurity.HeaderSpec::disable)
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance());
    }

    private static void admit(AuthorizeExchangeSpec rules, ServerWebExchangeMatcher[] open, boolean metricsOpen) {
        if (open.length > 0) {
            rules.matchers(open).permitAll();
        }
        if (metricsOpen) {
            rules.pathMatchers("/actuator/prometheus").permitAll();
        }
        rules.pathMatchers("/actuator/health/**")
                .permitAll()
                .pathMatchers("/actuator/**", "/api/v1/ops/**")
                .hasRole(Role.ADMIN.name())
                .pathMatchers("/api/**")
                .authenticated()
                .anyExchange()
                .permitAll();
    }

    private static ServerWebExchangeMatcher[] publicMatchers(ObjectProvider<PublicEndpoints> declared) {
        return declared.orderedStream()
                .map(PublicEndpoints::endpoints)
                .flatMap(List::stream)
                .map(endpoint -> new PathPatternParserServerWebExchangeMatcher(endpoint.pattern(), endpoint.method()))
                .toArray(ServerWebExchangeMatcher[]::new);
    }
}
