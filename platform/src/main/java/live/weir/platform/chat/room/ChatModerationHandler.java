package live.weir.platform.chat.room;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.weir.platform.chat.protocol.ClientMessage.Settings;
import live.weir.platform.chat.protocol.ServerMessage.Held;
import live.weir.platform.chat.protocol.ServerMessage.RoomState;
import live.weir.platform.chat.protocol.Writers;
import live.weir.platform.security.Caller;
import live.weir.platform.web.Cursors;
import live.weir.platform.web.Page;
import live.weir.platform.web.PageRequest;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A room, for its moderators, by HTTP: the same desk as the socket's. */
@RestController
@RequestMapping("/api/v1/channels/{slug}/chat")
@Tag(name = "Chat")
final class ChatModerationHandler {

    private static final String LOG = "chat-log";

    private final ModeratedRooms rooms;
    private final ModerationDesk desk;
    private final ModerationLog log;
    private final HeldMessages held;
    private final Memberships memberships;

    ChatModerationHandler(
            ModeratedRooms rooms, ModerationDesk desk, ModerationLog log, HeldMessages held, Memberships memberships) {
        this.rooms = rooms;
        this.desk = desk;
        this.log = log;
        this.held = held;
        this.memberships = memberships;
    }

    /** @param writersOffered what {@code writers} may be on this server */
    @Schema(name = "ChatRoom")
    record RoomView(RoomState room, List<String> blockedTerms, List<Writers> writersOffered) {}

    @Schema(name = "ChatRoomPatch")
    record RoomPatch(
            @Nullable Writers writers,
            @Nullable @Min(0) @Max(3600) Integer slowSeconds,
            @Nullable Boolean emotesOnly,
            @Nullable Boolean linksAllowed,
            @Nullable Boolean shield,
            @Nullable @Min(0) @Max(129_600) Integer followMinutes,
            @Nullable @Size(max = 500) List<@Size(min = 1, max = 60) String> blockedTerms) {}

    /** @param seconds of a timeout; a ban without */
    @Schema(name = "ChatSanction")
    record SanctionForm(
            @Nullable @Min(1) @Max(1_209_600) Integer seconds,
            @Nullable @Size(max = 200) String reason,
            @Nullable Boolean network,
            @Nullable Boolean shadow) {}

    @Schema(name = "ChatSanctionView")
    record SanctionView(
            String handle, @Nullable Instant until, String reason, boolean shadow, boolean network, String by) {}

    @GetMapping("/room")
    @Operation(summary = "How the room is set")
    @ApiResponse(responseCode = "200")
    Mono<RoomView> room(@PathVariable String slug, Caller caller) {
        return rooms.enter(slug, caller, this::view);
    }

    private Mono<RoomView> view(Room room) {
        return Mono.create(sink -> room.execute(() ->
                sink.success(new RoomView(room.rules().state(), room.rules().terms(), memberships.writersOffered()))));
    }

    @PatchMapping("/room")
    @Operation(summary = "Set the room; what is left out stays")
    @ApiResponse(responseCode = "200")
    Mono<RoomView> set(@PathVariable String slug, Caller caller, @Valid @RequestBody RoomPatch patch) {
        Settings wish = new Settings(
                patch.writers(),
                patch.slowSeconds(),
                patch.emotesOnly(),
                patch.linksAllowed(),
                patch.shield(),
                patch.followMinutes(),
                null);
        return rooms.enter(
                slug,
                caller,
                room -> desk.set(room, caller.handle(), wish, patch.blockedTerms())
                        .then(Mono.defer(() -> view(room))));
    }

    @GetMapping("/sanctions")
    @Operation(summary = "Who may not speak here, the latest first")
    @ApiResponse(responseCode = "200")
    Mono<List<SanctionView>> sanctions(@PathVariable String slug, Caller caller) {
        return rooms.enter(slug, caller, room -> log.sanctions(room.id()))
                .map(all -> all.stream()
                        .map(sanction -> new SanctionView(
                                sanction.handle(),
                                sanction.until(),
                                sanction.reason(),
                                sanction.shadow(),
                                sanction.network() != null,
                                sanction.by()))
                        .toList());
    }

    @PutMapping("/sanctions/{handle}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Time somebody out, or ban them")
    @ApiResponse(responseCode = "204")
    Mono<Void> strike(
            @PathVariable String slug,
            @PathVariable String handle,
            Caller caller,
            @Valid @RequestBody SanctionForm form) {
        Integer seconds = form.seconds();
        String reason = form.reason() == null ? "" : form.reason();
        return rooms.enter(
                slug,
                caller,
                room -> desk.strike(
                        room,
                        caller.handle(),
                        handle,
                        seconds == null ? null : Duration.ofSeconds(seconds),
                        reason,
                        Boolean.TRUE.equals(form.network()),
                        Boolean.TRUE.equals(form.shadow())));
    }

    @DeleteMapping("/sanctions/{handle}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Let somebody speak again")
    @ApiResponse(responseCode = "204")
    Mono<Void> lift(@PathVariable String slug, @PathVariable String handle, Caller caller) {
        return rooms.enter(slug, caller, room -> desk.lift(room, caller.handle(), handle));
    }

    @DeleteMapping("/messages/{seq}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a message")
    @ApiResponse(responseCode = "204")
    Mono<Void> delete(@PathVariable String slug, @PathVariable long seq, Caller caller) {
        return rooms.enter(
                slug,
                caller,
                room -> Mono.create(sink -> room.execute(() -> {
                    if (seq < 1 || seq > room.sequencer().last()) {
                        sink.error(Problem.notFound("message", Long.toString(seq)));
                        return;
                    }
                    room.talk().delete(seq, "moderator", number -> {
                        room.talk().note(caller.handle(), "deleted", "", Long.toString(seq));
                        sink.success();
                    });
                })));
    }

    @GetMapping("/held")
    @Operation(summary = "What filters hold back, the oldest first")
    @ApiResponse(responseCode = "200")
    Mono<List<Held>> held(@PathVariable String slug, Caller caller) {
        return rooms.enter(slug, caller, room -> held.of(room.id()));
    }

    @PutMapping("/held/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Let through what is held back, or not")
    @ApiResponse(responseCode = "204")
    Mono<Void> review(@PathVariable String slug, @PathVariable UUID id, Caller caller, @RequestBody ReviewForm form) {
        return rooms.enter(slug, caller, room -> desk.review(room, caller.handle(), id.toString(), form.allow()));
    }

    @Schema(name = "ChatReview")
    record ReviewForm(boolean allow) {}

    @GetMapping("/log")
    @Operation(summary = "What moderators did, the latest first")
    @ApiResponse(responseCode = "200")
    Mono<Page<ModerationLog.Entry>> log(@PathVariable String slug, Caller caller, PageRequest page) {
        ModerationLog.Place before = page.after(
                        LOG,
                        2,
                        parts -> new ModerationLog.Place(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1))))
                .orElse(null);
        return rooms.enter(slug, caller, room -> log.before(room.id(), before, page.fetch()))
                .map(entries -> Page.cut(
                        entries,
                        page,
                        last -> Cursors.write(
                                LOG, last.at().toString(), last.id().toString())));
    }
}
