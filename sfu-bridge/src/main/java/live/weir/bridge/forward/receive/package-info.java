/**
 * What a node keeps about a stream that it receives: statistics, losses, arrivals, keyframes wanted.
 *
 * <p>May import the JDK only. Each instance belongs to one event loop; time comes in as a parameter; sequence numbers are unwrapped.
 */
@NullMarked
package live.weir.bridge.forward.receive;

import org.jspecify.annotations.NullMarked;
