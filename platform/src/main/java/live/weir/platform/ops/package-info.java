/**
 * What operators see and steer: nodes, guards and their transitions.
 *
 * <p>Reads what others publish; no feature depends on it.
 */
@NullMarked
package live.weir.platform.ops;

import org.jspecify.annotations.NullMarked;
