package live.weir.platform.channel;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import live.weir.platform.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The moderators of a channel, for its owner. */
@RestController
@RequestMapping("/api/v1/channels/{slug}/moderators")
@Tag(name = "Moderators")
class ModeratorHandler {

    private final ModeratorDesk desk;
    private final ChannelAudit audit;

    ModeratorHandler(ModeratorDesk desk, ChannelAudit audit) {
        this.desk = desk;
        this.audit = audit;
    }

    @GetMapping
    @Operation(summary = "List a channel's moderators")
    @ApiResponse(responseCode = "200")
    Mono<Moderators> list(@PathVariable String slug, Caller caller) {
        return desk.list(caller, slug).map(Moderators::new);
    }

    @PutMapping("/{handle}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Make somebody a moderator")
    @ApiResponse(responseCode = "204")
    Mono<Void> add(@PathVariable String slug, @PathVariable String handle, Caller caller, ServerHttpRequest request) {
        return desk.add(caller, slug, handle)
                .filter(changed -> changed)
                .doOnNext(changed -> audit.note("moderator-added", caller, slug, request, handle))
                .then();
    }

    @DeleteMapping("/{handle}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Make somebody a moderator no more")
    @ApiResponse(responseCode = "204")
    Mono<Void> remove(
            @PathVariable String slug, @PathVariable String handle, Caller caller, ServerHttpRequest request) {
        return desk.remove(caller, slug, handle)
                .filter(changed -> changed)
                .doOnNext(changed -> audit.note("moderator-removed", caller, slug, request, handle))
                .then();
    }

    /** At most {@value ModeratorDesk#MAX_MODERATORS}, so there are no pages. */
    @Schema(name = "Moderators")
    record Moderators(List<Person> items) {}
}
