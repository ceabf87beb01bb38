package live.weir.platform.upload;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.infrastructure.NodeSettings;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import live.weir.platform.stage.NodePasser;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Uploads of video files, in the shape of the IETF's resumable uploads: made, then filled by pieces that each say where they
 * begin. A piece that breaks off is kept as far as it came. Any node takes any request; the bytes go to the one that has the file.
 */
@RestController
@Tag(name = "Uploads")
class UploadHandler {

    static final String OFFSET = "Upload-Offset";
    static final String LENGTH = "Upload-Length";

    private static final int MAX_TITLE = 120;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final UploadRepository rows;
    private final UploadDesk desk;
    private final UploadSettings settings;
    private final ChannelService channels;
    private final NodePasser nodes;

    UploadHandler(
            UploadRepository rows,
            UploadDesk desk,
            UploadSettings settings,
            ChannelService channels,
            NodePasser nodes) {
        this.rows = rows;
        this.desk = desk;
        this.settings = settings;
        this.channels = channels;
        this.nodes = nodes;
    }

    /** @param size of the file, in bytes */
    @Schema(name = "NewUpload")
    record NewUpload(@Nullable String title, @Nullable Long size) {}

    /** @param accepted whether files are taken at all */
    @Schema(name = "Uploads")
    record Uploads(List<UploadView> items, boolean accepted, long maxSize, long maxDurationMs) {}

    @GetMapping("/api/v1/channels/{slug}/uploads")
    @Operation(summary = "List a channel's uploads, the newest first, and how large a file may be")
    @ApiResponse(responseCode = "200")
    Mono<Uploads> list(@PathVariable String slug, Caller caller) {
        return ruled(slug, caller)
                .flatMap(channel -> rows.of(channel.id())
                        .map(found -> new Uploads(
                                found.stream()
                                        .map(row -> UploadView.of(row, channel.slug(), settings))
                                        .toList(),
                                settings.enabled(),
                                settings.maxSize().toBytes(),
                                settings.maxDuration().toMillis())));
    }

    @PostMapping("/api/v1/channels/{slug}/uploads")
    @Operation(
            summary = "Begin the upload of a video file",
            description = "Answers where its bytes go: by PATCH, in as many pieces as you like.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = UploadView.class)))
    Mono<ResponseEntity<UploadView>> begin(
            @PathVariable String slug,
            @RequestBody Mono<NewUpload> wanted,
            Caller caller,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        if (!settings.enabled()) {
            return Mono.error(Problem.of(
                    HttpStatus.FORBIDDEN, "uploads-disabled", "Files are not taken", "This server takes no uploads."));
        }
        if (!desk.isOpen()) {
            return NodePasser.wasPassed(exchange) ? Mono.error(elsewhere()) : toAMediaNode(exchange);
        }
        return ruled(slug, caller)
                .flatMap(channel -> wanted.flatMap(file -> desk.begin(channel, caller.id(), title(file), size(file)))
                        .map(row -> ResponseEntity.created(URI.create("/api/v1/uploads/" + row.id()))
                                .header(OFFSET, "0")
                                .header(LENGTH, Long.toString(row.bytes()))
                                .body(UploadView.of(row, channel.slug(), settings))));
    }

    private Mono<ResponseEntity<UploadView>> toAMediaNode(ServerWebExchange exchange) {
        return nodes.find(node -> node.roles().contains(NodeSettings.Role.MEDIA) && node.stays())
                .switchIfEmpty(Mono.error(UploadHandler::elsewhere))
                .flatMap(node -> nodes.pass(exchange, node))
                .then(Mono.empty());
    }

    private static String title(NewUpload wanted) {
        String title = wanted.title() == null ? "" : wanted.title().strip();
        if (title.isEmpty() || title.length() > MAX_TITLE || title.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("/title", "must be 1 to " + MAX_TITLE + " characters of one line");
        }
        return title;
    }

    private static long size(NewUpload wanted) {
        Long size = wanted.size();
        if (size == null || size <= 0) {
            throw Problem.invalid("/size", "must be the number of the file's bytes");
        }
        return size;
    }

    @GetMapping("/api/v1/uploads/{id}")
    @Operation(
            summary = "Show how far an upload is",
            description = "HEAD answers with the headers alone: Upload-Offset is where the next byte belongs.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UploadView.class)))
    Mono<ResponseEntity<UploadView>> show(
            @PathVariable UUID id, Caller caller, @Parameter(hidden = true) ServerWebExchange exchange) {
        return found(id, caller)
                .flatMap(seen -> seen.row().isReceiving() && mustPass(seen.row(), exchange)
                        ? pass(seen.row(), exchange).then(Mono.<ResponseEntity<UploadView>>empty())
                        : desk.offset(seen.row()).map(offset -> shown(seen, offset)));
    }

    private ResponseEntity<UploadView> shown(Seen seen, long offset) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(OFFSET, Long.toString(offset))
                .header(LENGTH, Long.toString(seen.row().bytes()))
                .body(UploadView.of(seen.row(), seen.channel().slug(), settings));
    }

    @PatchMapping(
            path = "/api/v1/uploads/{id}",
            consumes = {"application/partial-upload", "application/offset+octet-stream"})
    @Operation(
            summary = "Send a piece of the file",
            description =
                    "Upload-Offset says where it begins, and the answer's where the next one does. A piece may be of any"
                            + " size; what came of one that broke off is kept.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/partial-upload",
                                            schema = @Schema(type = "string", format = "binary"))))
    @Parameter(
            in = io.swagger.v3.oas.annotations.enums.ParameterIn.HEADER,
            name = OFFSET,
            required = true,
            schema = @Schema(type = "integer", format = "int64"))
    @ApiResponse(responseCode = "204", content = @Content)
    Mono<ResponseEntity<Void>> append(
            @PathVariable UUID id, Caller caller, @Parameter(hidden = true) ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        return found(id, caller).flatMap(seen -> {
            if (mustPass(seen.row(), exchange)) {
                return pass(seen.row(), exchange).then(Mono.<ResponseEntity<Void>>empty());
            }
            return desk.append(
                            seen.row(),
                            offset(headers),
                            headers.getContentLength(),
                            exchange.getRequest().getBody())
                    .map(next -> ResponseEntity.noContent()
                            .header(OFFSET, Long.toString(next))
                            .build());
        });
    }

    private static long offset(HttpHeaders headers) {
        String said = headers.getFirst(OFFSET);
        try {
            long offset = said == null ? -1 : Long.parseLong(said);
            if (offset >= 0) {
                return offset;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw Problem.validation().atHeader(OFFSET, "must say at which byte the piece begins");
    }

    @DeleteMapping("/api/v1/uploads/{id}")
    @Operation(summary = "Cancel an upload, or forget what became of it; a recording that is ready stays")
    @ApiResponse(responseCode = "204", content = @Content)
    Mono<ResponseEntity<Void>> cancel(
            @PathVariable UUID id, Caller caller, @Parameter(hidden = true) ServerWebExchange exchange) {
        return found(id, caller)
                .flatMap(seen -> mustPass(seen.row(), exchange)
                        ? pass(seen.row(), exchange).then(Mono.<ResponseEntity<Void>>empty())
                        : desk.cancel(seen.row())
                                .thenReturn(ResponseEntity.noContent().build()));
    }

    private boolean mustPass(UploadRow row, ServerWebExchange exchange) {
        return !row.isOver() && !desk.isHere(row) && !NodePasser.wasPassed(exchange);
    }

    private Mono<Void> pass(UploadRow row, ServerWebExchange exchange) {
        return nodes.find(node -> node.id().equals(row.node()))
                .switchIfEmpty(Mono.error(UploadHandler::elsewhere))
                .flatMap(node -> nodes.pass(exchange, node));
    }

    private static Problem elsewhere() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "upload-elsewhere",
                        "The file is on another node",
                        "The node that takes this file cannot be reached just now; what it has of it is kept.")
                .retryAfter(SOON);
    }

    private record Seen(UploadRow row, ChannelSummary channel) {}

    private Mono<Seen> found(UUID id, Caller caller) {
        return rows.byId(id)
                .flatMap(row -> channels.byIds(List.of(row.channel()))
                        .flatMap(all -> Mono.justOrEmpty(all.get(row.channel())))
                        .filter(channel -> rules(channel, caller))
                        .map(channel -> new Seen(row, channel)))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("upload", id.toString())));
    }

    private Mono<ChannelSummary> ruled(String slug, Caller caller) {
        return channels.find(slug, caller)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("channel", slug)))
                .doOnNext(channel -> {
                    if (!rules(channel, caller)) {
                        throw Problem.forbidden("Only the channel's owner may do this.");
                    }
                });
    }

    private static boolean rules(ChannelSummary channel, Caller caller) {
        return channel.ownerId().equals(caller.id()) || caller.is(Role.ADMIN);
    }
}
