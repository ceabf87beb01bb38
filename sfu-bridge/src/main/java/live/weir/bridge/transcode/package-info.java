/**
 * Child JVMs around FFmpeg's libraries, and their supervision: a native crash takes a child, never the node.
 *
 * <p>The node's side: {@link live.weir.bridge.transcode.ChildProgram}, {@link live.weir.bridge.transcode.ChildKeeper}. The
 * child's side: {@link live.weir.bridge.transcode.Lifeline}; it has the JDK, these classes and Bytedeco on its class path
 * and nothing else, unless its program asks for more.
 *
 * <p>May import {@code tap}. The only room that may import Bytedeco.
 */
@NullMarked
package live.weir.bridge.transcode;

import org.jspecify.annotations.NullMarked;
