/** What viewers may ask for. */
@NullMarked
package live.weir.signaling.whep;

import org.jspecify.annotations.NullMarked;
