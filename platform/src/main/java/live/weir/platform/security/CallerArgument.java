package live.weir.platform.security;

import java.util.Optional;
import live.weir.platform.web.problem.Problem;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Gives handlers their {@link Caller}: where a request may come without a token, as {@code @Nullable Caller}. */
@Component
@Order(0)
final class CallerArgument implements HandlerMethodArgumentResolver, WebFluxConfigurer {

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.nestedIfOptional().getNestedParameterType() == Caller.class;
    }

    @Override
    public Mono<Object> resolveArgument(
            MethodParameter parameter, BindingContext bindingContext, ServerWebExchange exchange) {
        Mono<Caller> caller = ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .ofType(CallerAuthentication.class)
                .map(CallerAuthentication::getPrincipal);
        if (parameter.getParameterType() == Optional.class) {
            return caller.map(Optional::of).defaultIfEmpty(Optional.empty()).cast(Object.class);
        }
        return (parameter.isOptional() ? caller : caller.switchIfEmpty(Mono.error(CallerArgument::missing)))
                .cast(Object.class);
    }

    private static Problem missing() {
        return Problem.unauthorized("unauthorized", "This needs an access token.");
    }
}
