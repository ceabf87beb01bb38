/**
 * Real PostgreSQL and Redis as child processes, for a node with nothing configured. No Spring.
 */
@NullMarked
package live.weir.platform.infrastructure.embedded;

import org.jspecify.annotations.NullMarked;
