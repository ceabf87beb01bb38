package live.weir.platform.channel;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import live.weir.platform.security.Caller;
import live.weir.platform.web.Page;
import live.weir.platform.web.PageRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The caller's own channels. */
@RestController
@Tag(name = "Channels")
class MyChannelsHandler {

    private final ChannelLists lists;

    MyChannelsHandler(ChannelLists lists) {
        this.lists = lists;
    }

    @GetMapping("/api/v1/accounts/me/channels")
    @Operation(summary = "List my channels, newest first")
    @ApiResponse(responseCode = "200")
    Mono<Page<ChannelView>> mine(Caller caller, PageRequest page) {
        return lists.ofOwner(caller.id(), page);
    }

    @GetMapping(path = "/api/v1/channels", params = "moderatedBy=me")
    @Operation(summary = "List the channels that I moderate, newest first")
    @ApiResponse(responseCode = "200")
    Mono<Page<ChannelView>> moderated(Caller caller, PageRequest page) {
        return lists.ofModerator(caller.id(), page);
    }
}
