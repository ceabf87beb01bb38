/**
 * Real PostgreSQL and Redis as child processes, for a node with nothing configured. JDK, slf4j, commons-compress and xz
 * only; no Spring.
 *
 * <p>Everything here runs on ordinary threads before, beside and after the event loops: it blocks, but always within a
 * bound. Start reading at {@link live.weir.platform.infrastructure.embedded.EmbeddedServices}.
 */
@NullMarked
package live.weir.platform.infrastructure.embedded;

import org.jspecify.annotations.NullMarked;
