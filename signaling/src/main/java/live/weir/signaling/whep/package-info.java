/**
 * WHEP: watching by HTTP.
 *
 * <p>May import {@code stage}.
 */
@NullMarked
package live.weir.signaling.whep;

import org.jspecify.annotations.NullMarked;
