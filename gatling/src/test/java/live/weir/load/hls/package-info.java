/** Tests of the package of the same name. */
@NullMarked
package live.weir.load.hls;

import org.jspecify.annotations.NullMarked;
