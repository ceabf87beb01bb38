package live.weir.platform.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.ServerBaseUrlCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API's description at {@code /openapi}, generated from the handlers. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String BEARER = "bearer";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(PageRequest.class);
    }

    @Bean
    OpenAPI weirApi() {
        SecurityScheme bearer = new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT")
                .description("An access token from /api/v1/sessions.");
        return new OpenAPI()
                .info(new Info()
                        .title("Weir")
                        .version("v1")
                        .description("Live streaming in which nothing blocks. Errors are application/problem+json.")
                        .license(new License().name("Apache-2.0")))
                .components(new Components().addSecuritySchemes(BEARER, bearer))
                // Many operations also answer to nobody in particular: the empty requirement says so.
                .addSecurityItem(new SecurityRequirement().addList(BEARER))
                .addSecurityItem(new SecurityRequirement());
    }

    @Bean
    GlobalOpenApiCustomizer problemsOfEveryOperation() {
        return new ProblemResponses();
    }

    @Bean
    GlobalOperationCustomizer pageParameters() {
        return PageParameters::describe;
    }

    /** The document is made once and for all callers; a relative address is right for each of them. */
    @Bean
    ServerBaseUrlCustomizer relativeServer() {
        return (address, request) -> "/";
    }
}
