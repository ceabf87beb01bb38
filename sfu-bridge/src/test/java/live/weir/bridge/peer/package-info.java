/**
 * A WebRTC client for tests and load: controlling ICE agent, DTLS in both roles, SRTP, over UDP or TCP, with a bad network
 * on request.
 *
 * <p>Shares no code with {@code transport}, so that a mistake on one side is not made on the other too: its STUN is its
 * own, its DTLS computes with BouncyCastle alone, its SRTP is that of Jitsi.
 */
@NullMarked
package live.weir.bridge.peer;

import org.jspecify.annotations.NullMarked;
