/**
 * The demo performer: a child JVM that draws a river, tells the time on it, and publishes both by FFmpeg's own WHIP muxer.
 *
 * <p>The node's side is {@link live.weir.bridge.transcode.demo.DemoPerformer}; {@link
 * live.weir.bridge.transcode.demo.ClockStrip} is for whoever measures from glass to glass. The rest lives in the child,
 * where there is no log, no Reactor and no Netty: the JDK and Bytedeco.
 */
@NullMarked
package live.weir.bridge.transcode.demo;

import org.jspecify.annotations.NullMarked;
