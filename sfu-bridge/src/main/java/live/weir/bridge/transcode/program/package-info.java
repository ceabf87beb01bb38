/**
 * The node's side of programs: {@link live.weir.bridge.transcode.program.FfmpegProgramMaker} makes them, each on a thread of its
 * own that reads taps, feeds its child and watches it. What the child does is in {@code transcode.worker}, what they say to each other in
 * {@code transcode.wire}.
 */
@NullMarked
package live.weir.bridge.transcode.program;

import org.jspecify.annotations.NullMarked;
