package live.weir.platform.chat.emote;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.security.Caller;
import live.weir.platform.web.CachedResponse;
import live.weir.platform.web.Conditional;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A channel's emotes; few enough to be told without pages. */
@RestController
@Tag(name = "Chat")
final class EmoteHandler {

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final ChannelService channels;
    private final Emotes emotes;

    EmoteHandler(ChannelService channels, Emotes emotes) {
        this.channels = channels;
        this.emotes = emotes;
    }

    /** @param url of the small picture; {@code medium.png} and {@code large.png} beside it are two and four times as large */
    @Schema(name = "ChatEmote")
    record EmoteView(String name, String url) {}

    @Schema(name = "ChatEmotes")
    record EmotesView(List<EmoteView> items) {}

    @GetMapping("/api/v1/channels/{slug}/chat/emotes")
    @SecurityRequirements // private channels only show themselves to a token
    @Operation(summary = "A channel's emotes")
    @ApiResponse(responseCode = "200")
    Mono<EmotesView> list(@PathVariable String slug, @Nullable Caller caller) {
        return seen(slug, caller)
                .flatMap(emotes::of)
                .map(all -> new EmotesView(all.stream()
                        .map(emote -> new EmoteView(emote.name(), "/api/v1/emotes/" + emote.id() + "/small.png"))
                        .toList()));
    }

    @PutMapping(
            path = "/api/v1/channels/{slug}/chat/emotes/{name}",
            consumes = {MediaType.IMAGE_PNG_VALUE, MediaType.IMAGE_JPEG_VALUE, MediaType.IMAGE_GIF_VALUE})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Give the channel an emote, or an emote another picture")
    @ApiResponse(responseCode = "204")
    Mono<Void> put(@PathVariable String slug, @PathVariable String name, Caller caller, @RequestBody byte[] picture) {
        return moderated(slug, caller)
                .flatMap(channel -> emotes.put(channel, caller.handle(), Emotes.checked(name), picture));
    }

    @DeleteMapping("/api/v1/channels/{slug}/chat/emotes/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take an emote away")
    @ApiResponse(responseCode = "204")
    Mono<Void> remove(@PathVariable String slug, @PathVariable String name, Caller caller) {
        return moderated(slug, caller).flatMap(channel -> emotes.remove(channel, name));
    }

    /** Whoever knows an id may see it: pages show pictures without a token. An id's pictures never change. */
    @GetMapping(path = "/api/v1/emotes/{id}/{size}.png", produces = MediaType.IMAGE_PNG_VALUE)
    @SecurityRequirements
    @Operation(summary = "An emote's picture: small, medium or large")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.IMAGE_PNG_VALUE))
    @ApiResponse(responseCode = "304", content = @Content)
    Mono<ResponseEntity<byte[]>> picture(@PathVariable UUID id, @PathVariable String size, ServerHttpRequest request) {
        return Mono.justOrEmpty(EmotePictures.columnOf(size))
                .flatMap(column -> emotes.picture(id, column))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("emote", id.toString())))
                .map(found -> Conditional.read(request, CachedResponse.tagOf(found.etag()), FOR_EVER, found::bytes));
    }

    private Mono<ChannelSummary> seen(String slug, @Nullable Caller caller) {
        return channels.find(slug, caller).switchIfEmpty(Mono.error(() -> Problem.notFound("channel", slug)));
    }

    private Mono<ChannelSummary> moderated(String slug, Caller caller) {
        return seen(slug, caller)
                .filterWhen(channel -> channels.mayModerate(caller, channel.id()))
                .switchIfEmpty(Mono.error(() -> Problem.forbidden("Only the channel's moderators may do this.")));
    }
}
