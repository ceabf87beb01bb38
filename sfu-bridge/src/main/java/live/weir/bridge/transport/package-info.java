/**
 * How packets reach peers: one UDP port, STUN and ICE-lite, DTLS, SRTP, ICE-TCP.
 *
 * <p>May import {@code rtp}, Netty and the crypto libraries; knows nothing of stages.
 */
@NullMarked
package live.weir.bridge.transport;

import org.jspecify.annotations.NullMarked;
