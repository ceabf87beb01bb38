package live.weir.platform.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * One entry of the audit log.
 *
 * @param at when it happened
 * @param id names the entry
 * @param action what was done
 * @param actor who did it: a handle, or what was given for one
 * @param subject to whom or what
 * @param origin from which address
 * @param detail what else matters
 */
public record AuditEvent(
        Instant at, UUID id, String action, String actor, String subject, String origin, String detail) {}
