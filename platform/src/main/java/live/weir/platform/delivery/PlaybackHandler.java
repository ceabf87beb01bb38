package live.weir.platform.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.channel.Visibility;
import live.weir.platform.stage.DoorCredentials;
import live.weir.platform.web.problem.Problem;
import live.weir.signaling.stage.StageAccess;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Gives players that can send no header the address of a program. */
@RestController
@Tag(name = "Playback")
class PlaybackHandler {

    private final StageAccess access;
    private final DoorCredentials doors;
    private final ChannelService channels;
    private final PlaybackTokens tokens;

    PlaybackHandler(StageAccess access, DoorCredentials doors, ChannelService channels, PlaybackTokens tokens) {
        this.access = access;
        this.doors = doors;
        this.channels = channels;
        this.tokens = tokens;
    }

    @PostMapping("/api/v1/channels/{slug}/playback")
    @SecurityRequirements // private channels take a token, a stream key or a viewer pass
    @Operation(summary = "Give the address of the channel's program; of a private channel it is signed and expires")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Address.class)))
    Mono<ResponseEntity<Address>> give(@PathVariable String slug, ServerHttpRequest request) {
        return access.viewer(slug, doors.of(request))
                .flatMap(admitted -> channels.bySlug(slug))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("channel", slug)))
                .flatMap(this::address)
                .map(address ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(address));
    }

    private Mono<Address> address(ChannelSummary channel) {
        String base = HlsRequest.PREFIX + channel.slug() + "/";
        return channel.visibility() == Visibility.PRIVATE
                ? tokens.issue(channel.id().value())
                        .map(token -> new Address(base + "~" + token.text() + "/index.m3u8", token.expiresAt()))
                : Mono.just(new Address(base + "index.m3u8", null));
    }

    /**
     * Where to play.
     *
     * @param expiresAt absent where it does not
     */
    @Schema(name = "Playback")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Address(String playlist, @Nullable Instant expiresAt) {}
}
