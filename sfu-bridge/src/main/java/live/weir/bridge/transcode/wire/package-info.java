/**
 * What node and worker say to each other over a local socket: frames of {@code length (4 bytes, of the body) | kind (1) |
 * body}, big endian, a body of at most {@link live.weir.bridge.transcode.wire.Kind#MOST_BODY} bytes.
 *
 * <p>Each side puts its frames into a {@link live.weir.bridge.transcode.wire.FrameQueue} of bounded size, which a thread of
 * its own empties into the socket; what finds it full is dropped and counted by who offered it. So neither side waits for the
 * other: a node whose child stands still goes on, and a child whose node does not read does too.
 *
 * <p>Times are {@code System.nanoTime()} of the node; {@code BEGIN} tells the child what that showed just then. Whoever reads a frame
 * that is not well-formed ends the connection.
 *
 * <p>A child that reads a file says {@code FORMAT}, chunks and pictures likewise, and waits until they are taken: it has no clock to keep.
 *
 * <p>JDK only, and the words of programs.
 */
@NullMarked
package live.weir.bridge.transcode.wire;

import org.jspecify.annotations.NullMarked;
