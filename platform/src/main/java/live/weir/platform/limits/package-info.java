/**
 * How much one caller may ask: token buckets per address and per account, shared by all nodes through Redis, and by each
 * node alone while Redis is away.
 *
 * <p>Knows no feature.
 */
@NullMarked
package live.weir.platform.limits;

import org.jspecify.annotations.NullMarked;
