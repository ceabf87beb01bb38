/**
 * RTP from any engine, made fit for FFmpeg: whole access units and Opus packets on one clock.
 *
 * <pre>
 *  engine.Tap ─▶ SourceReader ─▶ TrackReader ─▶ ReorderBuffer ─▶ Unpacker ─▶ UnitSink
 *                one publication  one SSRC       waits for what   access
 *                                 at a time      is missing       units
 * </pre>
 *
 * <p>May import {@code engine}, {@code rtp} and {@code forward.clock}.
 */
@NullMarked
package live.weir.bridge.tap;

import org.jspecify.annotations.NullMarked;
