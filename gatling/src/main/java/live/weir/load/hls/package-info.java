/**
 * A player of Low-Latency HLS as the browsers' ones behave: master, rung by throughput, blocked reloads, parts, stalls, latency to
 * the live edge, seeks into the past. It downloads everything and decodes nothing; plain HLS it plays too.
 */
@NullMarked
package live.weir.load.hls;

import org.jspecify.annotations.NullMarked;
