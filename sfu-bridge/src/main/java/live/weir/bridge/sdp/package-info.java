/**
 * SDP: reads what a peer offers, decides what this side takes of it, writes the answer, and offers on its own.
 *
 * <p>Values without I/O: text in, records out, and back. What comes in is hostile until read, so every count and length has a bound,
 * and what breaks a rule is a {@link SdpException} with a sentence for the peer.
 *
 * <p>May import the JDK only.
 */
@NullMarked
package live.weir.bridge.sdp;

import org.jspecify.annotations.NullMarked;
