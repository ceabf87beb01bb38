package live.weir.platform.delivery;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.channel.Visibility;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What broadcasts left behind: for whoever may see the channel, and for its owner to change. */
@RestController
@Tag(name = "Recordings")
class RecordingHandler {

    private static final String LIST = "recordings";
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");
    private static final int MAX_TITLE = 120;

    private final RecordingRepository rows;
    private final Recordings recordings;
    private final ChannelService channels;
    private final PlaybackTokens tokens;
    private final VodDesk vod;
    private final Withdrawals withdrawals;

    RecordingHandler(
            RecordingRepository rows,
            Recordings recordings,
            ChannelService channels,
            PlaybackTokens tokens,
            VodDesk vod,
            Withdrawals withdrawals) {
        this.rows = rows;
        this.recordings = recordings;
        this.channels = channels;
        this.tokens = tokens;
        this.vod = vod;
        this.withdrawals = withdrawals;
    }

    @GetMapping("/api/v1/channels/{slug}/recordings")
    @SecurityRequirements // private channels only show themselves to a token
    @Operation(summary = "List a channel's recordings, the newest first")
    @ApiResponse(responseCode = "200")
    Mono<Page<RecordingView>> list(@PathVariable String slug, PageRequest page, @Nullable Caller caller) {
        Place place = page.after(
                        LIST, 2, parts -> new Place(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1))))
                .orElse(new Place(LAST, new UUID(-1L, -1L)));
        return channel(slug, caller)
                .flatMap(channel -> rows.of(channel.id(), place.at(), place.id(), page.fetch())
                        .flatMap(found -> views(Page.cut(found, page, RecordingHandler::cursor), channel)));
    }

    private record Place(Instant at, UUID id) {}

    private static String cursor(RecordingRow row) {
        return Cursors.write(LIST, row.startedAt().toString(), row.id().toString());
    }

    private Mono<Page<RecordingView>> views(Page<RecordingRow> page, ChannelSummary channel) {
        List<Mono<RecordingView>> views =
                page.items().stream().map(row -> view(row, channel)).toList();
        return reactor.core.publisher.Flux.concat(views)
                .collectList()
                .map(items -> new Page<>(items, page.nextCursor()));
    }

    private Mono<RecordingView> view(RecordingRow row, ChannelSummary channel) {
        return channel.visibility() == Visibility.PRIVATE
                ? tokens.issue(row.id()).map(token -> RecordingView.of(row, channel.slug(), token))
                : Mono.just(RecordingView.of(row, channel.slug(), null));
    }

    @GetMapping("/api/v1/recordings/{id}")
    @SecurityRequirements
    @Operation(summary = "Show a recording")
    @ApiResponse(responseCode = "200")
    Mono<RecordingView> show(@PathVariable UUID id, @Nullable Caller caller) {
        return found(id, caller).flatMap(seen -> view(seen.row(), seen.channel()));
    }

    @PatchMapping(
            path = "/api/v1/recordings/{id}",
            consumes = {"application/merge-patch+json", "application/json"})
    @Operation(summary = "Change a recording's title, or what is shown of it, by JSON Merge Patch")
    @ApiResponse(responseCode = "200")
    Mono<RecordingView> change(@PathVariable UUID id, @RequestBody Map<String, @Nullable Object> patch, Caller caller) {
        return ruled(id, caller).flatMap(seen -> {
            String title = patch.containsKey("title")
                    ? title(patch.get("title"))
                    : seen.row().title();
            Range range = range(patch, seen.row());
            return rows.change(id, title, range.startMs(), range.endMs())
                    .then(Mono.fromRunnable(() -> {
                        vod.forget(id);
                        withdrawals.recordingChanged(id);
                    }))
                    .then(rows.byId(id))
                    .flatMap(row -> view(row, seen.channel()));
        });
    }

    @PostMapping("/api/v1/recordings/{id}/clips")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a recording of a part of this one")
    @ApiResponse(responseCode = "201")
    Mono<RecordingView> clip(@PathVariable UUID id, @RequestBody Map<String, @Nullable Object> wanted, Caller caller) {
        return ruled(id, caller).flatMap(seen -> {
            String title = wanted.containsKey("title")
                    ? title(wanted.get("title"))
                    : seen.row().title();
            Range range = range(wanted, seen.row());
            if (!seen.row().isComplete()) {
                throw Problem.conflict(
                        "still-recording", "Still recording", "Clips are made when the broadcast is over.");
            }
            UUID clip = UUID.randomUUID();
            long end = range.endMs() == null ? seen.row().durationMs() : range.endMs();
            return rows.clip(clip, seen.row(), title, range.startMs(), end)
                    .then(rows.byId(clip))
                    .flatMap(row -> view(row, seen.channel()));
        });
    }

    @DeleteMapping("/api/v1/recordings/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a recording; its media goes when no clip shows it any more")
    @ApiResponse(responseCode = "204")
    Mono<Void> delete(@PathVariable UUID id, Caller caller) {
        return ruled(id, caller)
                .flatMap(seen -> recordings.isWritten(seen.row()).flatMap(written -> {
                    if (written) {
                        throw Problem.conflict("still-recording", "Still recording", "End the broadcast first.");
                    }
                    return recordings.delete(seen.row()).then(Mono.fromRunnable(() -> vod.forget(id)));
                }));
    }

    @GetMapping("/api/v1/channels/{slug}/recording")
    @Operation(summary = "Show whether the channel's broadcasts are recorded")
    @ApiResponse(responseCode = "200")
    Mono<Choice> choice(@PathVariable String slug, Caller caller) {
        return channel(slug, caller)
                .doOnNext(channel -> requireRule(channel, caller))
                .flatMap(channel -> rows.isRecorded(channel.id()))
                .map(Choice::new);
    }

    @PutMapping("/api/v1/channels/{slug}/recording")
    @Operation(summary = "Choose whether the channel's broadcasts are recorded, from the next one on")
    @ApiResponse(responseCode = "200")
    Mono<Choice> choose(@PathVariable String slug, @RequestBody Choice choice, Caller caller) {
        Boolean recorded = choice.recorded();
        if (recorded == null) {
            return Mono.error(Problem.invalid("/recorded", "must be true or false"));
        }
        return channel(slug, caller)
                .doOnNext(channel -> requireRule(channel, caller))
                .flatMap(channel -> rows.choose(channel.id(), recorded))
                .thenReturn(choice);
    }

    /** Whether broadcasts are recorded. */
    @Schema(name = "RecordingChoice")
    record Choice(@Nullable Boolean recorded) {}

    private record Range(long startMs, @Nullable Long endMs) {}

    private record Seen(RecordingRow row, ChannelSummary channel) {}

    private Mono<ChannelSummary> channel(String slug, @Nullable Caller caller) {
        return channels.find(slug, caller).switchIfEmpty(Mono.error(() -> Problem.notFound("channel", slug)));
    }

    private Mono<Seen> found(UUID id, @Nullable Caller caller) {
        return rows.byId(id)
                .flatMap(row -> channels.byIds(List.of(row.channel()))
                        .flatMap(all -> Mono.justOrEmpty(all.get(row.channel())))
                        .flatMap(channel -> channels.find(channel.slug(), caller))
                        .map(channel -> new Seen(row, channel)))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("recording", id.toString())));
    }

    private Mono<Seen> ruled(UUID id, Caller caller) {
        return found(id, caller).doOnNext(seen -> requireRule(seen.channel(), caller));
    }

    private static void requireRule(ChannelSummary channel, Caller caller) {
        if (!channel.ownerId().equals(caller.id()) && !caller.is(Role.ADMIN)) {
            throw Problem.forbidden("Only the channel's owner may do this.");
        }
    }

    private static String title(@Nullable Object value) {
        String title = value instanceof String text ? text.strip() : "";
        if (title.isEmpty() || title.length() > MAX_TITLE || title.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("/title", "must be 1 to " + MAX_TITLE + " characters of one line");
        }
        return title;
    }

    private static Range range(Map<String, @Nullable Object> patch, RecordingRow row) {
        long start = patch.containsKey("startMs") ? time(patch.get("startMs"), "/startMs", 0L) : row.startMs();
        Long end = row.endMs();
        if (patch.containsKey("endMs")) {
            end = patch.get("endMs") == null ? null : time(patch.get("endMs"), "/endMs", 0L);
        }
        if (start >= row.durationMs() || (end != null && end <= start)) {
            throw Problem.invalid("/startMs", "must be before the end of the recording, and of the range");
        }
        return new Range(start, end);
    }

    private static long time(@Nullable Object value, String pointer, long absent) {
        if (value == null) {
            return absent;
        }
        if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() < 1e12) {
            return number.longValue();
        }
        throw Problem.invalid(pointer, "must be a number of milliseconds");
    }
}
