/**
 * The bytes: RTP and RTCP packets, sequence numbers, the payload headers of the codecs.
 *
 * <p>May import the JDK and Netty's buffers only.
 */
@NullMarked
package live.weir.bridge.rtp;

import org.jspecify.annotations.NullMarked;
