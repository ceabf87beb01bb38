/**
 * Meters: what passed, in a sliding window.
 *
 * <p>May import the JDK only. Each instance belongs to one event loop; time comes in as a parameter.
 */
@NullMarked
package live.weir.bridge.forward.measure;

import org.jspecify.annotations.NullMarked;
