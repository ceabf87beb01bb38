/**
 * Publishers' clocks, brought onto ours, so that lips and voices keep together across the node.
 *
 * <p>May import the JDK only. Each instance belongs to one event loop; time comes in as a parameter.
 */
@NullMarked
package live.weir.bridge.forward.clock;

import org.jspecify.annotations.NullMarked;
