/** Files as strangers upload them: made by FFmpeg's own muxers, whole and broken. */
@NullMarked
package live.weir.bridge.transcode.movie;

import org.jspecify.annotations.NullMarked;
