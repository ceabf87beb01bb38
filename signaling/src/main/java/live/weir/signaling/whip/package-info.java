/**
 * WHIP (RFC 9725): publishing by HTTP.
 *
 * <p>May import {@code stage}.
 */
@NullMarked
package live.weir.signaling.whip;

import org.jspecify.annotations.NullMarked;
