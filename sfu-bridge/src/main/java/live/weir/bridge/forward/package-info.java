/**
 * From a publisher's packets to each viewer's: ingress and egress, retransmission, simulcast choice, bandwidth estimation.
 *
 * <p>May import {@code rtp} and Netty. No Reactor: this is the packet path.
 */
@NullMarked
package live.weir.bridge.forward;

import org.jspecify.annotations.NullMarked;
