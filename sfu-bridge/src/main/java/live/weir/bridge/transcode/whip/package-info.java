/**
 * Publishing into a node by FFmpeg's WHIP muxer: for children, which have the JDK and Bytedeco and nothing else.
 *
 * <p>Knows {@code transcode} only.
 */
@NullMarked
package live.weir.bridge.transcode.whip;

import org.jspecify.annotations.NullMarked;
