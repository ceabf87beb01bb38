/**
 * Encoders that speak RTMP or SRT: the doors (the bridge's {@code ingest.rtmp} and {@code ingest.srt}) joined with stream keys, limits and metrics, and what they send
 * with the workers (the bridge's {@code transcode.ingest}) that publish it over WHIP at this node's own address. From there on they are
 * encoders like all others: the stage, its node, its program and its recording see no difference.
 *
 * <p>Knows {@code channel} and {@code live} by their services. Nobody depends on it.
 */
@NullMarked
package live.weir.platform.ingest;

import org.jspecify.annotations.NullMarked;
