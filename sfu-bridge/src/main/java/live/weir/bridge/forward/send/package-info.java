/**
 * What a node keeps about a stream that it sends: packets to send again, packets that wait for their turn.
 *
 * <p>May import the JDK and Netty's buffers only. Each instance belongs to one event loop; time comes in as a parameter.
 */
@NullMarked
package live.weir.bridge.forward.send;

import org.jspecify.annotations.NullMarked;
