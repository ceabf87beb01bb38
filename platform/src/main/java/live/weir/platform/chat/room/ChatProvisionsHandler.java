package live.weir.platform.chat.room;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.TreeMap;
import live.weir.platform.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A room's commands and timers, for its moderators. Few enough to be told without pages. */
@RestController
@RequestMapping("/api/v1/channels/{slug}/chat")
@Tag(name = "Chat")
final class ChatProvisionsHandler {

    private final ModeratedRooms rooms;
    private final ProvisionsDesk desk;

    ChatProvisionsHandler(ModeratedRooms rooms, ProvisionsDesk desk) {
        this.rooms = rooms;
        this.desk = desk;
    }

    @Schema(name = "ChatCommand")
    record CommandView(String name, String text) {}

    @Schema(name = "ChatCommands")
    record CommandsView(List<CommandView> items) {}

    /** Longer in bytes than it may be in letters: those are counted when it is clean. */
    @Schema(name = "ChatCommandForm")
    record CommandForm(@Nullable @Size(max = 2_000) String text) {}

    @Schema(name = "ChatTimer")
    record TimerView(String name, int minutes, String text) {}

    @Schema(name = "ChatTimers")
    record TimersView(List<TimerView> items) {}

    @Schema(name = "ChatTimerForm")
    record TimerForm(
            @NotNull @Min(1) @Max(1440) Integer minutes,
            @Nullable @Size(max = 2_000) String text) {}

    @GetMapping("/commands")
    @Operation(summary = "What the room answers to commands")
    @ApiResponse(responseCode = "200")
    Mono<CommandsView> commands(@PathVariable String slug, Caller caller) {
        return rooms.enter(slug, caller, desk::of)
                .map(provisions -> new CommandsView(new TreeMap<>(provisions.commands())
                        .entrySet().stream()
                                .map(command -> new CommandView(command.getKey(), command.getValue()))
                                .toList()));
    }

    @PutMapping("/commands/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Let the room answer a command")
    @ApiResponse(responseCode = "204")
    Mono<Void> putCommand(
            @PathVariable String slug, @PathVariable String name, Caller caller, @Valid @RequestBody CommandForm form) {
        return rooms.enter(slug, caller, room -> desk.putCommand(room, caller.handle(), name, form.text()));
    }

    @DeleteMapping("/commands/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Let the room answer a command no more")
    @ApiResponse(responseCode = "204")
    Mono<Void> removeCommand(@PathVariable String slug, @PathVariable String name, Caller caller) {
        return rooms.enter(slug, caller, room -> desk.removeCommand(room, caller.handle(), name));
    }

    @GetMapping("/timers")
    @Operation(summary = "What the room says by itself")
    @ApiResponse(responseCode = "200")
    Mono<TimersView> timers(@PathVariable String slug, Caller caller) {
        return rooms.enter(slug, caller, desk::of)
                .map(provisions -> new TimersView(provisions.timers().stream()
                        .map(timer -> new TimerView(timer.name(), timer.minutes(), timer.text()))
                        .toList()));
    }

    @PutMapping("/timers/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Let the room say something every so many minutes, while it is on air and people talk")
    @ApiResponse(responseCode = "204")
    Mono<Void> putTimer(
            @PathVariable String slug, @PathVariable String name, Caller caller, @Valid @RequestBody TimerForm form) {
        return rooms.enter(
                slug, caller, room -> desk.putTimer(room, caller.handle(), name, form.minutes(), form.text()));
    }

    @DeleteMapping("/timers/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Let the room say this no more")
    @ApiResponse(responseCode = "204")
    Mono<Void> removeTimer(@PathVariable String slug, @PathVariable String name, Caller caller) {
        return rooms.enter(slug, caller, room -> desk.removeTimer(room, caller.handle(), name));
    }
}
