package live.weir.platform.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import live.weir.platform.web.Cursors;
import live.weir.platform.web.Page;
import live.weir.platform.web.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Shows the audit log to administrators. */
@RestController
@Tag(name = "Operations")
final class AuditHandler {

    private static final String LIST = "audit";

    private final AuditRepository repository;

    private record Position(Instant at, UUID id) {}

    AuditHandler(AuditRepository repository) {
        this.repository = repository;
    }

    @GetMapping("/api/v1/ops/audit")
    @Operation(summary = "Who did what, newest first")
    Mono<Page<AuditEvent>> list(
            Caller caller, @RequestParam(required = false) @Nullable String actor, PageRequest page) {
        caller.require(Role.ADMIN);
        Optional<Position> after =
                page.after(LIST, 2, parts -> new Position(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1))));
        return repository
                .before(
                        actor,
                        after.map(Position::at).orElse(null),
                        after.map(Position::id).orElse(null),
                        page.fetch())
                .map(rows -> Page.cut(
                        rows,
                        page,
                        last -> Cursors.write(
                                LIST, last.at().toString(), last.id().toString())));
    }
}
