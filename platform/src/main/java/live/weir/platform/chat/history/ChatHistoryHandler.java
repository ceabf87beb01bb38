package live.weir.platform.chat.history;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.chat.history.ChatHistory.Place;
import live.weir.platform.chat.history.ChatHistory.Said;
import live.weir.platform.chat.protocol.ChatCodec;
import live.weir.platform.chat.protocol.ServerMessage.Event;
import live.weir.platform.security.Caller;
import live.weir.platform.web.Cursors;
import live.weir.platform.web.Page;
import live.weir.platform.web.PageRequest;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was said, by HTTP. */
@RestController
@Tag(name = "Chat")
final class ChatHistoryHandler {

    private static final String REPLAY = "chat-replay";
    private static final String LATEST = "chat";
    private static final String SEARCH = "chat-search";
    private static final String MINE = "my-chat";
    private static final int LONGEST_QUERY = 100;

    private final ChannelService channels;
    private final ChatHistory history;
    private final ChatCodec codec;
    private final JsonMapper json;

    ChatHistoryHandler(ChannelService channels, ChatHistory history, ChatCodec codec, JsonMapper json) {
        this.channels = channels;
        this.history = history;
        this.codec = codec;
        this.json = json;
    }

    @GetMapping("/api/v1/channels/{slug}/chat")
    @Operation(
            summary = "What was said: the latest first, or from a time to another in order, beside a recording",
            description = "Each item is a message or a system event of the chat socket.")
    @ApiResponse(responseCode = "200")
    Mono<Page<JsonNode>> read(
            @PathVariable String slug,
            @Nullable Caller caller,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            PageRequest page) {
        if (from == null && to == null) {
            long before =
                    page.after(LATEST, 1, parts -> Long.parseLong(parts.get(0))).orElse(Long.MAX_VALUE);
            return visible(slug, caller)
                    .flatMap(channel -> history.before(channel.id().value(), before, page.fetch()))
                    .map(ChatHistoryHandler::newestFirst)
                    .map(events -> cut(events, page, LATEST));
        }
        Instant begin = from == null ? Instant.EPOCH : instant("from", from);
        Instant end = to == null ? Instant.parse("9999-01-01T00:00:00Z") : instant("to", to);
        long after =
                page.after(REPLAY, 1, parts -> Long.parseLong(parts.get(0))).orElse(0L);
        return visible(slug, caller)
                .flatMap(channel -> history.between(channel.id().value(), begin, end, after, page.fetch()))
                .map(events -> cut(events, page, REPLAY));
    }

    @GetMapping("/api/v1/channels/{slug}/chat/search")
    @Operation(summary = "Find what was said, for moderators; the latest first")
    @ApiResponse(responseCode = "200")
    Mono<Page<JsonNode>> search(
            @PathVariable String slug,
            Caller caller,
            @RequestParam String words,
            @RequestParam(required = false) @Nullable String handle,
            PageRequest page) {
        if (words.isBlank() || words.length() > LONGEST_QUERY) {
            throw Problem.invalidParameter("words", "must have 1 to " + LONGEST_QUERY + " characters.");
        }
        long before =
                page.after(SEARCH, 1, parts -> Long.parseLong(parts.get(0))).orElse(Long.MAX_VALUE);
        return moderated(slug, caller)
                .flatMap(channel -> history.search(channel.id().value(), words.strip(), handle, before, page.fetch()))
                .map(events -> cut(events, page, SEARCH));
    }

    @GetMapping("/api/v1/accounts/me/chat")
    @Operation(summary = "Everything that I said anywhere, the latest first")
    @ApiResponse(responseCode = "200")
    Mono<Page<Said>> mine(Caller caller, PageRequest page) {
        Place before = page.after(
                        MINE, 2, parts -> new Place(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1))))
                .orElse(null);
        return history.ofAccount(caller.id().value(), before, page.fetch())
                .map(said -> Page.cut(
                        said,
                        page,
                        last -> Cursors.write(
                                MINE, last.at().toString(), last.id().toString())));
    }

    private Mono<ChannelSummary> visible(String slug, @Nullable Caller caller) {
        return channels.find(slug, caller).switchIfEmpty(Mono.error(() -> Problem.notFound("channel", slug)));
    }

    private Mono<ChannelSummary> moderated(String slug, Caller caller) {
        return visible(slug, caller)
                .filterWhen(channel -> channels.mayModerate(caller, channel.id()))
                .switchIfEmpty(Mono.error(() -> Problem.forbidden("Only the channel's moderators may do this.")));
    }

    private Page<JsonNode> cut(List<Event> events, PageRequest page, String list) {
        return Page.cut(events, page, last -> Cursors.write(list, Long.toString(last.seq())))
                .map(event -> json.readTree(codec.writeText(event)));
    }

    private static List<Event> newestFirst(List<Event> events) {
        List<Event> reversed = new ArrayList<>(events);
        Collections.reverse(reversed);
        return reversed;
    }

    private static Instant instant(String parameter, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException unreadable) {
            throw Problem.invalidParameter(parameter, "must be a time such as 2026-11-28T10:00:00Z.");
        }
    }
}
