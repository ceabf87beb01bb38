package live.weir.platform.audience;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import live.weir.platform.web.Caching;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A channel's audience over time, for its owner. */
@RestController
@Tag(name = "Channels")
class AudienceHandler {

    /** A minute is written when the next one has begun. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final AudienceRepository minutes;
    private final ChannelService channels;
    private final Clock clock;

    AudienceHandler(AudienceRepository minutes, ChannelService channels, Clock clock) {
        this.minutes = minutes;
        this.channels = channels;
        this.clock = clock;
    }

    /** Steps in which nobody was there are left out. */
    @Schema(name = "Audience")
    record Curve(Instant from, Instant to, String step, List<AudiencePoint> points) {}

    @GetMapping(path = "/api/v1/channels/{slug}/audience", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "A channel's audience over time, for its owner",
            description = "Who was there, how much was said and how it sounded; roughly, and up to two minutes late."
                    + " Steps without anybody are left out.")
    @ApiResponse(responseCode = "200")
    Mono<ResponseEntity<Curve>> audience(
            @PathVariable String slug,
            @Parameter(description = "A time; a day before `to` where absent.")
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "A time; now where absent.") @RequestParam(required = false) @Nullable String to,
            @Parameter(
                            description =
                                    "How long a step is: at most 1500 are given. Absent: the smallest that a chart can show.",
                            schema = @Schema(allowableValues = {"1m", "5m", "1h", "1d"}))
                    @RequestParam(required = false)
                    @Nullable
                    String step,
            Caller caller) {
        return channels.find(slug, caller)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("channel", slug)))
                .doOnNext(channel -> requireRule(channel, caller))
                .flatMap(channel -> {
                    AudienceRange range = AudienceRange.of(from, to, step, clock.instant());
                    return minutes.curve(channel.id(), range).map(points -> answer(range, points));
                });
    }

    private static void requireRule(ChannelSummary channel, Caller caller) {
        if (!channel.ownerId().equals(caller.id()) && !caller.is(Role.ADMIN)) {
            throw Problem.forbidden("Only the channel's owner may do this.");
        }
    }

    private static ResponseEntity<Curve> answer(AudienceRange range, List<AudiencePoint> points) {
        return ResponseEntity.ok()
                .cacheControl(Caching.privately(FRESH))
                .varyBy(HttpHeaders.AUTHORIZATION)
                .body(new Curve(range.from(), range.to(), range.step().word(), points));
    }
}
