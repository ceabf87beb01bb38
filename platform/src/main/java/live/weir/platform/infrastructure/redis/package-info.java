/**
 * The way to Redis: connections, guard, and the bus between nodes.
 */
@NullMarked
package live.weir.platform.infrastructure.redis;

import org.jspecify.annotations.NullMarked;
