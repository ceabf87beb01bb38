package live.weir.platform.ops;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.ReactiveHealthEndpointWebExtension;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The health of this node with all details, for administrators: the same beans that answer {@code /actuator/health}, on
 * the port where the operators' page is. A node in trouble answers 200 all the same, because the question was answered.
 */
@RestController
@Tag(name = "Operations")
class OpsHealthHandler {

    private static final boolean WITH_DETAILS = true;

    private final ReactiveHealthEndpointWebExtension health;

    OpsHealthHandler(ReactiveHealthEndpointWebExtension health) {
        this.health = health;
    }

    @GetMapping("/api/v1/ops/health")
    @Operation(summary = "Show this node's health in detail")
    @ApiResponse(responseCode = "200")
    Mono<HealthDescriptor> health(Caller caller) {
        caller.require(Role.ADMIN);
        return health.health(ApiVersion.LATEST, WebServerNamespace.SERVER, SecurityContext.NONE, WITH_DETAILS)
                .mapNotNull(WebEndpointResponse::getBody);
    }
}
