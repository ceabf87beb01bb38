/** Plays an LL-HLS server by the rules of rfc8216bis, whoever wrote it; the JDK only. */
@NullMarked
package live.weir.platform.conformance;

import org.jspecify.annotations.NullMarked;
