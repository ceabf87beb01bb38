package live.weir.platform.chat.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.weir.platform.chat.room.Provisions.Bot;
import live.weir.platform.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The bots of a channel's chat, for its owner. Few enough to be told without pages. */
@RestController
@RequestMapping("/api/v1/channels/{slug}/chat/bots")
@Tag(name = "Chat")
final class ChatBotsHandler {

    private final ModeratedRooms rooms;
    private final BotDesk desk;

    ChatBotsHandler(ModeratedRooms rooms, BotDesk desk) {
        this.rooms = rooms;
        this.desk = desk;
    }

    @Schema(name = "ChatBotForm")
    record BotForm(
            @NotNull @Pattern(regexp = "[A-Za-z0-9_]{3,25}") String name,
            @Nullable Boolean moderates) {}

    /** @param token only where the bot was made just now */
    @Schema(name = "ChatBot")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BotView(
            UUID id,
            String name,
            String handle,
            boolean moderates,
            Instant createdAt,
            @Nullable String token) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "BotView[" + handle + "]";
        }
    }

    @Schema(name = "ChatBots")
    record BotsView(List<BotView> items) {}

    private static BotView view(Bot bot, @Nullable String token) {
        return new BotView(bot.id(), bot.name(), bot.handle(), bot.moderates(), bot.createdAt(), token);
    }

    @GetMapping
    @Operation(summary = "List the channel's bots")
    @ApiResponse(responseCode = "200")
    Mono<BotsView> list(@PathVariable String slug, Caller caller) {
        return rooms.rule(slug, caller, desk::of)
                .map(bots ->
                        new BotsView(bots.stream().map(bot -> view(bot, null)).toList()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a bot; its token is told here and never again")
    @ApiResponse(responseCode = "201")
    Mono<BotView> add(@PathVariable String slug, Caller caller, @Valid @RequestBody BotForm form) {
        return rooms.rule(
                        slug,
                        caller,
                        room -> desk.add(room, caller.handle(), form.name(), Boolean.TRUE.equals(form.moderates())))
                .map(made -> view(made.bot(), made.token()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Dismiss a bot; its token is void at once")
    @ApiResponse(responseCode = "204")
    Mono<Void> remove(@PathVariable String slug, @PathVariable UUID id, Caller caller) {
        return rooms.rule(slug, caller, room -> desk.remove(room, caller.handle(), id));
    }
}
