/**
 * What a viewer gets to see: the layer that fits, the speaker who counts.
 *
 * <p>May import the JDK only. Each instance belongs to one event loop; time comes in as a parameter.
 */
@NullMarked
package live.weir.bridge.forward.choose;

import org.jspecify.annotations.NullMarked;
