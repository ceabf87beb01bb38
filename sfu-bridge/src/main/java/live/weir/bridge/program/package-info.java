/**
 * A program in the words that its maker and its takers share: what it consists of, and piece by piece what was made.
 *
 * <p>{@code transcode} fills a {@link ProgramSink}; {@code hls} and {@code record} are such sinks. JDK and Netty buffers
 * only.
 */
@NullMarked
package live.weir.bridge.program;

import org.jspecify.annotations.NullMarked;
