/**
 * Who did what, for operators: {@link live.weir.platform.audit.AuditLog} takes a note in passing, and writes it to
 * Postgres in its own time.
 *
 * <p>Knows no feature; may import {@code security}, {@code web}, {@code infrastructure} and {@code identity}.
 */
@NullMarked
package live.weir.platform.audit;

import org.jspecify.annotations.NullMarked;
