/**
 * A WebRTC peer that is light enough for thousands in one process: ICE on one socket, DTLS, SRTP, NACK, PLI and transport-cc,
 * and no decoding. It publishes a {@link live.weir.load.media.Footage} or receives what a server sends, and measures.
 *
 * <p>All state of a peer belongs to one event loop; handshakes, which block, run on a bounded pool. Imports Netty,
 * BouncyCastle, {@code target} and {@code media}; knows neither Gatling nor HTTP.
 */
@NullMarked
package live.weir.load.rtc;

import org.jspecify.annotations.NullMarked;
