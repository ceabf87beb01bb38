/**
 * Load tests for everything, media included.
 *
 * <p>Of the server it may import only {@code live.weir.signaling.protocol}.
 */
@NullMarked
package live.weir.load;

import org.jspecify.annotations.NullMarked;
