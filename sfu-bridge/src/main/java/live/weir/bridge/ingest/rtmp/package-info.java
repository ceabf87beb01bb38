/**
 * The front door for encoders that speak RTMP, or RTMPS: one port for everybody, on Netty. It shakes hands, takes apart the chunk
 * streams, answers commands, and hands on what somebody who was let in publishes: the bodies of FLV's tags, as they come.
 *
 * <pre>
 *   TCP ─▶ (TLS) ─▶ read limit ─▶ Handshake ─▶ ChunkDecoder ─▶ one message at a time ─▶ RtmpSession ─▶ PublishedMedia
 *                                                                                          └─ may they? ─▶ PublishDesk
 * </pre>
 *
 * <p>Every length, depth and count that a client names is checked before it costs anything; what is against the protocol ends the
 * connection ({@link live.weir.bridge.ingest.rtmp.RtmpViolation}) and is counted. It knows nothing of channels, keys and FFmpeg: JDK
 * and Netty only.
 */
@NullMarked
package live.weir.bridge.ingest.rtmp;

import org.jspecify.annotations.NullMarked;
