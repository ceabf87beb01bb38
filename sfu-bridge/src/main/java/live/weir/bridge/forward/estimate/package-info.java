/**
 * How much a viewer's path takes: delay and loss of what was sent, probes, and the breaker behind them all.
 *
 * <p>May import the JDK and {@code forward.measure} only. Each instance belongs to one event loop; time comes in as a parameter.
 */
@NullMarked
package live.weir.bridge.forward.estimate;

import org.jspecify.annotations.NullMarked;
