/**
 * The stage socket, {@code weir.stage.v1}.
 *
 * <p>May import {@code stage} and {@code protocol}.
 */
@NullMarked
package live.weir.signaling.socket;

import org.jspecify.annotations.NullMarked;
