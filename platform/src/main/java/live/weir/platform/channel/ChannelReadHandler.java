package live.weir.platform.channel;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import live.weir.platform.infrastructure.cache.Cached;
import live.weir.platform.security.Caller;
import live.weir.platform.web.CachedResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * One channel, for everybody. A hot path: what is in memory goes out as it is, without a database and without JSON being
 * written again.
 */
@RestController
@Tag(name = "Channels")
class ChannelReadHandler {

    private final ChannelCache cache;
    private final ChannelAccess access;
    private final CachedResponse open;
    private final CachedResponse closed;

    ChannelReadHandler(ChannelCache cache, ChannelAccess access, ChannelSettings settings, Clock clock) {
        this.cache = cache;
        this.access = access;
        this.open = new CachedResponse(
                settings.maxAge().isZero() ? CacheControl.noCache() : CacheControl.maxAge(settings.maxAge()), clock);
        this.closed = new CachedResponse(CacheControl.noCache().cachePrivate(), clock);
    }

    @GetMapping(path = "/api/v1/channels/{slug}", produces = MediaType.APPLICATION_JSON_VALUE)
    @SecurityRequirements // private channels only show themselves to a token
    @Operation(summary = "Show a channel")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ChannelView.class)))
    @ApiResponse(responseCode = "304", content = @Content)
    Mono<ResponseEntity<byte[]>> show(@PathVariable String slug, @Nullable Caller caller, ServerHttpRequest request) {
        String canonical = Slug.canonical(slug);
        if (!Slug.isWellFormed(canonical)) {
            return Mono.error(ChannelAccess.notFound(slug));
        }
        Cached<ChannelView> known = cache.peek(canonical);
        return known == null
                ? cache.view(canonical).flatMap(found -> answer(canonical, found, caller, request))
                : answer(canonical, known, caller, request);
    }

    private Mono<ResponseEntity<byte[]>> answer(
            String slug, Cached<ChannelView> found, @Nullable Caller caller, ServerHttpRequest request) {
        ChannelView view = found.value();
        if (view == null) {
            return Mono.error(ChannelAccess.notFound(slug));
        }
        if (view.visibility() != Visibility.PRIVATE) {
            return Mono.just(open.to(request, found));
        }
        // Before anything of it goes out, a 304 included, the caller must be one who may know that it exists.
        return cache.summary(slug)
                .filterWhen(channel -> access.isPrivy(channel, caller))
                .switchIfEmpty(Mono.error(() -> ChannelAccess.notFound(slug)))
                .map(seen -> closed.to(request, found));
    }
}
