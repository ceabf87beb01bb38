/**
 * WHEP: watching by HTTP.
 *
 * <p>May import {@code stage}, {@code http} and the bridge's {@code engine}.
 */
@NullMarked
package live.weir.signaling.whep;

import org.jspecify.annotations.NullMarked;
