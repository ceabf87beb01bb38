package live.weir.platform.channel;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Map;
import live.weir.platform.security.Caller;
import live.weir.platform.web.Conditional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Channels for their owners: made, changed, given up. */
@RestController
@RequestMapping("/api/v1/channels")
@Tag(name = "Channels")
class ChannelHandler {

    private final ChannelDesk desk;
    private final ChannelAudit audit;

    ChannelHandler(ChannelDesk desk, ChannelAudit audit) {
        this.desk = desk;
        this.audit = audit;
    }

    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Create a channel")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ChannelView.class)))
    Mono<ResponseEntity<byte[]>> create(@RequestBody NewChannel channel, Caller caller, ServerHttpRequest request) {
        return desk.create(caller, channel)
                .doOnNext(made -> audit.note("channel-created", caller, made.slug(), request, ""))
                .map(made -> ResponseEntity.created(URI.create("/api/v1/channels/" + made.slug()))
                        .contentType(MediaType.APPLICATION_JSON)
                        .eTag(made.tag().header())
                        .body(made.body()));
    }

    @PatchMapping(
            path = "/{slug}",
            consumes = {"application/merge-patch+json", MediaType.APPLICATION_JSON_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Change a channel by JSON Merge Patch",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = ChannelPatch.Document.class))))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ChannelView.class)))
    Mono<ResponseEntity<byte[]>> change(
            @PathVariable String slug,
            @RequestBody Map<String, @Nullable Object> patch,
            Caller caller,
            ServerHttpRequest request) {
        return desk.change(caller, slug, new ChannelPatch(patch), tag -> Conditional.requireMatch(request, tag))
                .map(changed -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .eTag(changed.tag().header())
                        .body(changed.body()));
    }

    @DeleteMapping("/{slug}")
    @Operation(summary = "Give up a channel, with its stream keys and moderators")
    @ApiResponse(responseCode = "204")
    Mono<ResponseEntity<Void>> delete(@PathVariable String slug, Caller caller, ServerHttpRequest request) {
        return desk.delete(caller, slug)
                .doOnSuccess(done -> audit.note("channel-deleted", caller, slug, request, ""))
                .thenReturn(ResponseEntity.noContent().build());
    }
}
