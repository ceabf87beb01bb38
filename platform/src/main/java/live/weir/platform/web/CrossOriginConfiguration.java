package live.weir.platform.web;

import java.util.List;
import live.weir.platform.web.problem.Problem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;

/** Which other sites' pages may use the API from a browser. None, unless configured. */
@Configuration(proxyBeanMethods = false)
class CrossOriginConfiguration {

    private static final List<String> EXPOSED = List.of(
            "ETag",
            "Location",
            "Link",
            "Retry-After",
            "RateLimit",
            "RateLimit-Policy",
            "RateLimit-Limit",
            "RateLimit-Remaining",
            "RateLimit-Reset",
            RequestId.HEADER);

    /** Before Spring Security (order -100): a preflight carries no token. */
    @Bean
    @Order(-200)
    CorsWebFilter corsWebFilter(WebSettings settings) {
        CorsConfiguration cors = settings.cors().allowedOrigins().isEmpty() ? null : allowed(settings.cors());
        return new CorsWebFilter(exchange -> isForOperators(exchange) ? null : cors, new ProblemOnRefusal());
    }

    private static CorsConfiguration allowed(WebSettings.Cors settings) {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(settings.allowedOrigins());
        cors.setAllowCredentials(!settings.allowedOrigins().contains(CorsConfiguration.ALL));
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        cors.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        cors.setExposedHeaders(EXPOSED);
        cors.setMaxAge(settings.maxAge());
        return cors;
    }

    private static boolean isForOperators(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().value().startsWith("/actuator");
    }

    private static final class ProblemOnRefusal extends DefaultCorsProcessor {

        @Override
        protected void rejectRequest(ServerHttpResponse response) {
            throw Problem.of(
                    HttpStatus.FORBIDDEN,
                    "origin-not-allowed",
                    "Origin not allowed",
                    "Pages of this origin may not use this service.");
        }
    }
}
