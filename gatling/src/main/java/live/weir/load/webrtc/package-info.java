/**
 * Virtual performers and viewers by WHIP (RFC 9725) and WHEP, as Gatling actions, for any server that speaks them. Begin with
 * {@link live.weir.load.webrtc.WebRtcDsl}.
 */
@NullMarked
package live.weir.load.webrtc;

import org.jspecify.annotations.NullMarked;
