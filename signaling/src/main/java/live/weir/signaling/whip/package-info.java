/**
 * WHIP (RFC 9725): publishing by HTTP.
 *
 * <p>May import {@code stage}, {@code http} and the bridge's {@code engine}.
 */
@NullMarked
package live.weir.signaling.whip;

import org.jspecify.annotations.NullMarked;
