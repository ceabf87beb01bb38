package live.weir.platform.channel;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import live.weir.platform.security.Caller;
import live.weir.platform.web.PublicOrigin;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Where owners give viewers access to a private channel, and take it away from all of them. */
@RestController
@RequestMapping("/api/v1/channels/{slug}/viewer-passes")
@Tag(name = "Viewer passes")
class ViewerPassHandler {

    private static final int MOST_MINUTES = 43_200;
    private static final int MOST_USES = 1_000_000;
    private static final int MAX_NAME = 60;

    private final ChannelAccess access;
    private final ViewerPasses passes;
    private final ChannelAudit audit;
    private final PublicOrigin origin;
    private final Clock clock;

    ViewerPassHandler(ChannelAccess access, ViewerPasses passes, ChannelAudit audit, PublicOrigin origin, Clock clock) {
        this.access = access;
        this.passes = passes;
        this.audit = audit;
        this.origin = origin;
        this.clock = clock;
    }

    @PostMapping
    @Operation(
            summary = "Give a pass with which a viewer watches the channel while it is private; it is shown this once")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Given.class)))
    Mono<ResponseEntity<Given>> give(
            @PathVariable String slug, @RequestBody Wanted wanted, Caller caller, ServerHttpRequest request) {
        return access.ruled(slug, caller).flatMap(channel -> {
            Checked checked = wanted.checked();
            Instant expiresAt = clock.instant().plus(checked.life()).truncatedTo(ChronoUnit.SECONDS);
            return passes.give(channel.id(), expiresAt, checked.uses())
                    .doOnNext(pass -> audit.note("viewer-pass-given", caller, slug, request, checked.name()))
                    .map(pass -> shown(channel.slug(), pass, expiresAt, request));
        });
    }

    private ResponseEntity<Given> shown(String slug, String pass, Instant expiresAt, ServerHttpRequest request) {
        URI url = URI.create(origin.of(request) + "/c/" + slug + "?pass=" + pass);
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new Given(pass, url, expiresAt));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke all of the channel's viewer passes")
    @ApiResponse(responseCode = "204")
    Mono<Void> revokeAll(@PathVariable String slug, Caller caller, ServerHttpRequest request) {
        return access.ruled(slug, caller)
                .flatMap(channel -> passes.revokeAll(channel.id()))
                .doOnSuccess(done -> audit.note("viewer-passes-revoked", caller, slug, request, ""));
    }

    /**
     * A pass that somebody asks for, as yet unchecked.
     *
     * @param name whom it is for; noted in the audit log
     */
    @Schema(name = "NewViewerPass")
    record Wanted(
            @Nullable String name,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minimum = "1", maximum = "43200", example = "1440")
            @Nullable
            Integer minutes,

            @Schema(description = "how often it may be used; any number without it", minimum = "1") @Nullable
            Integer uses) {

        Checked checked() {
            Problem faults = Problem.validation();
            String plain = name == null ? "" : PlainText.normalised(name);
            Optional<String> fault = PlainText.fault(plain, MAX_NAME, false);
            fault.ifPresent(sentence -> faults.at("/name", sentence));
            boolean lasts = minutes != null && minutes >= 1 && minutes <= MOST_MINUTES;
            if (!lasts) {
                faults.at("/minutes", "must be 1 to " + MOST_MINUTES);
            }
            boolean countable = uses == null || (uses >= 1 && uses <= MOST_USES);
            if (!countable) {
                faults.at("/uses", "must be 1 to " + MOST_USES + ", or absent");
            }
            if (fault.isPresent() || !lasts || !countable) {
                throw faults;
            }
            return new Checked(plain, Duration.ofMinutes(minutes == null ? 0 : minutes), uses == null ? 0 : uses);
        }
    }

    record Checked(String name, Duration life, int uses) {}

    /** A pass on the only occasion on which it is shown. */
    @Schema(name = "ViewerPass")
    record Given(String pass, URI url, Instant expiresAt) {

        /** Without the pass: this may end up in a log. */
        @Override
        public String toString() {
            return "Given[until " + expiresAt + "]";
        }
    }
}
