package live.weir.platform.live;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.live.BroadcastRepository.Place;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import live.weir.platform.web.Cursors;
import live.weir.platform.web.Page;
import live.weir.platform.web.PageRequest;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What a channel has broadcast, for whoever may see the channel. */
@RestController
@Tag(name = "Live")
class PastBroadcastsHandler {

    private static final String LIST = "broadcasts";

    private final BroadcastRepository broadcasts;
    private final ChannelService channels;

    PastBroadcastsHandler(BroadcastRepository broadcasts, ChannelService channels) {
        this.broadcasts = broadcasts;
        this.channels = channels;
    }

    @GetMapping(path = "/api/v1/channels/{slug}/broadcasts", produces = MediaType.APPLICATION_JSON_VALUE)
    @SecurityRequirements // private channels only show themselves to a token
    @Operation(summary = "List a channel's past broadcasts, the newest first")
    @ApiResponse(responseCode = "200")
    Mono<Page<PastBroadcast>> past(@PathVariable String slug, PageRequest page, @Nullable Caller caller) {
        return channels.find(slug, caller)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("channel", slug)))
                .flatMap(channel -> broadcasts
                        .past(channel.id(), place(page), page.fetch())
                        .map(rows -> Page.cut(rows, page, PastBroadcastsHandler::cursor)
                                .map(row -> PastBroadcast.of(row, rules(channel, caller)))));
    }

    private static boolean rules(ChannelSummary channel, @Nullable Caller caller) {
        return caller != null && (channel.ownerId().equals(caller.id()) || caller.is(Role.ADMIN));
    }

    private static Place place(PageRequest page) {
        return page.after(LIST, 2, parts -> new Place(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1))))
                .orElse(Place.START);
    }

    private static String cursor(PastBroadcastRow row) {
        return Cursors.write(LIST, row.startedAt().toString(), row.id().toString());
    }
}
