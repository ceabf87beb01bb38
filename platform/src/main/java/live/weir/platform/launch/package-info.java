/**
 * How a node starts: checks its configuration, says what it is doing, and, if it can't go on, says why in one sentence.
 *
 * <p>Knows no feature.
 */
@NullMarked
package live.weir.platform.launch;

import org.jspecify.annotations.NullMarked;
