package live.weir.platform.ops;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaServer;
import live.weir.bridge.engine.ServedMediaEngine;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The media servers of this node's engine, for administrators. Each node has a pool of its own, and is asked by itself. */
@RestController
@RequestMapping("/api/v1/ops/kurento")
@Tag(name = "Operations")
class MediaServersHandler {

    private final @Nullable ServedMediaEngine engine;

    MediaServersHandler(ObjectProvider<ServedMediaEngine> engine) {
        this.engine = engine.getIfAvailable();
    }

    @GetMapping("/servers")
    @Operation(summary = "List the media servers that this node knows; none if its engine has no servers")
    @ApiResponse(responseCode = "200")
    Mono<Servers> servers(Caller caller) {
        caller.require(Role.ADMIN);
        ServedMediaEngine pool = engine;
        List<MediaServer> all = pool == null ? List.of() : pool.servers();
        return Mono.just(new Servers(all.stream().map(Server::of).toList()));
    }

    @PutMapping("/servers/{name}/cordon")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Give a media server no new stages of this node's")
    Mono<Void> cordon(Caller caller, @PathVariable String name) {
        return on(caller, name, pool -> pool.cordon(name, true));
    }

    @DeleteMapping("/servers/{name}/cordon")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Give a media server new stages again")
    Mono<Void> uncordon(Caller caller, @PathVariable String name) {
        return on(caller, name, pool -> pool.cordon(name, false));
    }

    @PostMapping("/servers/{name}/drain")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Give a media server no new stages, and move this node's stages away from it; clients reconnect")
    Mono<Void> drain(Caller caller, @PathVariable String name) {
        return on(caller, name, pool -> pool.drain(name));
    }

    private interface Order {
        Mono<Void> to(ServedMediaEngine pool);
    }

    private Mono<Void> on(Caller caller, String name, Order order) {
        caller.require(Role.ADMIN);
        ServedMediaEngine pool = engine;
        return (pool == null ? Mono.<Void>error(Problem.notFound("media server", name)) : order.to(pool))
                .onErrorMap(MediaException.class, unknown -> Problem.notFound("media server", name));
    }

    @Schema(name = "MediaServers")
    record Servers(List<Server> items) {}

    /**
     * @param cpu share of its processors, 0 to 1; negative before it was measured
     * @param probeMillis how long the latest probe took; null while none succeeds
     */
    @Schema(name = "MediaServer")
    record Server(
            String name,
            @Nullable String version,
            MediaServer.State state,
            boolean cordoned,
            int stages,
            int sessions,
            int mostSessions,
            double cpu,
            @Nullable Long probeMillis,
            long restarts) {

        static Server of(MediaServer server) {
            Duration probe = server.probe();
            return new Server(
                    server.name(),
                    server.version(),
                    server.state(),
                    server.cordoned(),
                    server.stages(),
                    server.sessions(),
                    server.mostSessions(),
                    server.cpu(),
                    probe == null ? null : probe.toMillis(),
                    server.restarts());
        }
    }
}
