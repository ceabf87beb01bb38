package live.weir.platform.chat.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import live.weir.platform.chat.room.AppealRepository.Appeal;
import live.weir.platform.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Notes of those who may not speak, and the moderators' answers. */
@RestController
@RequestMapping("/api/v1/channels/{slug}/chat")
@Tag(name = "Chat")
final class ChatAppealsHandler {

    private final ModeratedRooms rooms;
    private final AppealDesk desk;

    ChatAppealsHandler(ModeratedRooms rooms, AppealDesk desk) {
        this.rooms = rooms;
        this.desk = desk;
    }

    /** Longer in bytes than they may be in letters: those are counted when it is clean. */
    @Schema(name = "ChatAppealForm")
    record AppealForm(@Nullable @Size(max = 2_000) String text) {}

    /** @param answer what moderators said who did not lift it; absent while the note waits */
    @Schema(name = "ChatAppeal")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AppealView(String text, Instant at, @Nullable String answer) {}

    /** @param until null for a ban */
    @Schema(name = "ChatAppealWaiting")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WaitingView(
            String handle,
            String text,
            Instant at,
            @Nullable Instant until,
            String reason) {}

    @Schema(name = "ChatAppeals")
    record WaitingViews(List<WaitingView> items) {}

    @Schema(name = "ChatAppealAnswer")
    record AnswerForm(
            @NotNull Boolean lift,
            @Nullable @Size(max = 1_000) String answer) {}

    @PutMapping("/appeal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Say once why one should speak again")
    @ApiResponse(responseCode = "204")
    Mono<Void> leave(@PathVariable String slug, Caller caller, @Valid @RequestBody AppealForm form) {
        return rooms.seen(slug, caller)
                .flatMap(channel -> rooms.open(channel, room -> desk.leave(room, caller, form.text())));
    }

    @GetMapping("/appeal")
    @Operation(summary = "One's own note, and what was answered")
    @ApiResponse(responseCode = "200")
    Mono<AppealView> own(@PathVariable String slug, Caller caller) {
        return rooms.seen(slug, caller)
                .flatMap(channel -> desk.of(channel, caller))
                .map(appeal -> new AppealView(appeal.text(), appeal.at(), appeal.answer()));
    }

    @GetMapping("/appeals")
    @Operation(summary = "Notes that wait for an answer, the oldest first")
    @ApiResponse(responseCode = "200")
    Mono<WaitingViews> waiting(@PathVariable String slug, Caller caller) {
        return rooms.enter(slug, caller, desk::waiting)
                .map(appeals -> new WaitingViews(
                        appeals.stream().map(ChatAppealsHandler::view).toList()));
    }

    private static WaitingView view(Appeal appeal) {
        return new WaitingView(appeal.handle(), appeal.text(), appeal.at(), appeal.until(), appeal.reason());
    }

    @PutMapping("/appeals/{handle}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Answer a note: let the person speak again, or not")
    @ApiResponse(responseCode = "204")
    Mono<Void> answer(
            @PathVariable String slug,
            @PathVariable String handle,
            Caller caller,
            @Valid @RequestBody AnswerForm form) {
        return rooms.enter(
                slug, caller, room -> desk.answer(room, caller.handle(), handle, form.lift(), form.answer()));
    }
}
