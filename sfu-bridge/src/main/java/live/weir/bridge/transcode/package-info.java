/**
 * The program worker, a child JVM around FFmpeg's libraries, and its supervision.
 *
 * <p>May import {@code tap}. The only package that may import Bytedeco.
 */
@NullMarked
package live.weir.bridge.transcode;

import org.jspecify.annotations.NullMarked;
