/**
 * The two-level cache: Caffeine in front of Redis.
 */
@NullMarked
package live.weir.platform.infrastructure.cache;

import org.jspecify.annotations.NullMarked;
