/**
 * CMAF parts, LL-HLS playlists, their windows and DVR.
 *
 * <p>May import the JDK and Netty's buffers only.
 */
@NullMarked
package live.weir.bridge.hls;

import org.jspecify.annotations.NullMarked;
