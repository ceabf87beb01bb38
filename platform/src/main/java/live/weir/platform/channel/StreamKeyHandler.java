package live.weir.platform.channel;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.weir.platform.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The stream keys of a channel, for its owner. */
@RestController
@RequestMapping("/api/v1/channels/{slug}/stream-keys")
@Tag(name = "Stream keys")
class StreamKeyHandler {

    private final StreamKeyDesk desk;
    private final ChannelAudit audit;

    StreamKeyHandler(StreamKeyDesk desk, ChannelAudit audit) {
        this.desk = desk;
        this.audit = audit;
    }

    @GetMapping
    @Operation(summary = "List a channel's stream keys, without the keys themselves")
    @ApiResponse(responseCode = "200")
    Mono<Keys> list(@PathVariable String slug, Caller caller) {
        return desk.list(caller, slug).map(Keys::new);
    }

    @PostMapping
    @Operation(summary = "Create a stream key; it is shown this once")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ShownKey.class)))
    Mono<ResponseEntity<ShownKey>> create(
            @PathVariable String slug,
            @RequestBody(required = false) @Nullable Wanted wanted,
            Caller caller,
            ServerHttpRequest request) {
        return desk.create(caller, slug, wanted == null ? null : wanted.name())
                .doOnNext(made -> audit.note(
                        "stream-key-created",
                        caller,
                        slug,
                        request,
                        made.row().id().toString()))
                .map(made -> shown(HttpStatus.CREATED, made));
    }

    @PostMapping("/{id}/rotation")
    @Operation(summary = "Replace a stream key; the old one is dead at once, the new one is shown this once")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ShownKey.class)))
    Mono<ResponseEntity<ShownKey>> rotate(
            @PathVariable String slug, @PathVariable String id, Caller caller, ServerHttpRequest request) {
        return desk.rotate(caller, slug, id)
                .doOnNext(rotated -> audit.note("stream-key-rotated", caller, slug, request, id))
                .map(rotated -> shown(HttpStatus.OK, rotated));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke a stream key")
    @ApiResponse(responseCode = "204")
    Mono<Void> revoke(@PathVariable String slug, @PathVariable String id, Caller caller, ServerHttpRequest request) {
        return desk.revoke(caller, slug, id)
                .doOnSuccess(done -> audit.note("stream-key-revoked", caller, slug, request, id));
    }

    private static ResponseEntity<ShownKey> shown(HttpStatus status, StreamKeyDesk.NewKey made) {
        StreamKeyRow row = made.row();
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(new ShownKey(
                        row.id(), row.name(), row.hint(), made.key().text(), row.createdAt(), row.rotatedAt()));
    }

    @Schema(name = "NewStreamKey")
    record Wanted(@Nullable String name) {}

    @Schema(name = "StreamKeys")
    record Keys(List<StreamKeyRow> items) {}

    /** A key on the only occasion on which it is shown. */
    @Schema(name = "ShownStreamKey")
    record ShownKey(
            UUID id,
            String name,
            String hint,
            String key,
            Instant createdAt,
            @Nullable Instant rotatedAt) {

        /** Without the key: this may end up in a log. */
        @Override
        public String toString() {
            return "ShownKey[" + id + "]";
        }
    }
}
