package live.weir.platform.channel;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import live.weir.platform.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Following a channel. Who follows is nobody's business; how many do, everybody's who sees the channel. */
@RestController
@RequestMapping("/api/v1/channels/{slug}/followers")
@Tag(name = "Followers")
class FollowerHandler {

    private final Followers followers;

    FollowerHandler(Followers followers) {
        this.followers = followers;
    }

    /**
     * @param since when the caller began to
     * @param followers of a big channel up to ten seconds old
     */
    @Schema(name = "Following")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FollowingView(boolean following, @Nullable Instant since, long followers) {}

    private static FollowingView view(Followers.Following following) {
        Instant since = following.since();
        return new FollowingView(since != null, since, following.followers());
    }

    @GetMapping
    @SecurityRequirements // private channels only show themselves to a token
    @Operation(summary = "How many follow a channel, and whether the caller does")
    @ApiResponse(responseCode = "200")
    Mono<FollowingView> show(@PathVariable String slug, @Nullable Caller caller) {
        return followers.show(slug, caller).map(FollowerHandler::view);
    }

    @PutMapping("/me")
    @Operation(summary = "Follow a channel")
    @ApiResponse(responseCode = "200")
    Mono<FollowingView> follow(@PathVariable String slug, Caller caller) {
        return followers.follow(caller, slug).map(FollowerHandler::view);
    }

    @DeleteMapping("/me")
    @Operation(summary = "Follow a channel no more")
    @ApiResponse(responseCode = "200")
    Mono<FollowingView> unfollow(@PathVariable String slug, Caller caller) {
        return followers.unfollow(caller, slug).map(FollowerHandler::view);
    }
}
