package live.weir.platform.security;

import live.weir.platform.web.problem.Problem;
import live.weir.platform.web.problem.ProblemWriter;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What a client reads when it is not let in. */
final class Refusals
        implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler, ServerExchangeRejectedHandler {

    private final ProblemWriter problems;

    Refusals(ProblemWriter problems) {
        this.problems = problems;
    }

    /** RFC 6750 §3.1: no token, no error code. */
    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException missing) {
        return problems.write(exchange, Problem.unauthorized("unauthorized", "This needs an access token."));
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException denied) {
        return problems.write(
                exchange,
                Problem.forbidden("Your roles do not allow this.")
                        .header("WWW-Authenticate", "Bearer error=\"insufficient_scope\""));
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, ServerExchangeRejectedException rejected) {
        return problems.write(
                exchange,
                Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "bad-request",
                        "Bad request",
                        "The request's path, method or headers have a form that is not accepted."));
    }

    /** RFC 6750 §3.1; the reason stays with us: it would only help whoever forges. */
    static Problem invalidToken() {
        return Problem.unauthorized("invalid-token", "The access token is not valid, or no longer.")
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
}
