package live.weir.platform.live;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import live.weir.platform.infrastructure.cache.Cached;
import live.weir.platform.web.CachedResponse;
import live.weir.platform.web.PageRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Who is on air, for everybody. A hot path, like a channel's. */
@RestController
@Tag(name = "Live")
class LiveHandler {

    private final LivePages pages;
    private final CachedResponse response;

    LiveHandler(LivePages pages, Clock clock) {
        this.pages = pages;
        this.response = new CachedResponse(CacheControl.noCache(), clock);
    }

    @GetMapping(path = "/api/v1/live", produces = MediaType.APPLICATION_JSON_VALUE)
    @SecurityRequirements
    @Operation(summary = "List what is on air, the newest first")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LivePage.class)))
    @ApiResponse(responseCode = "304", content = @Content)
    Mono<ResponseEntity<byte[]>> onAir(PageRequest page, ServerHttpRequest request) {
        Cached<LivePage> known = pages.peek(page);
        return known != null
                ? Mono.just(response.to(request, known))
                : pages.get(page).map(found -> response.to(request, found));
    }
}
