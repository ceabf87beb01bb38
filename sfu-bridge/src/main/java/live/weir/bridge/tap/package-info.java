/**
 * RTP from any engine, made fit for FFmpeg: whole access units and Opus packets on one clock.
 *
 * <p>May import {@code engine} and {@code rtp}.
 */
@NullMarked
package live.weir.bridge.tap;

import org.jspecify.annotations.NullMarked;
