/**
 * Recordings, sprites and where they are stored.
 *
 * <p>May import {@code hls}.
 */
@NullMarked
package live.weir.bridge.record;

import org.jspecify.annotations.NullMarked;
