/** Tests of the package of the same name. */
@NullMarked
package live.weir.load.media;

import org.jspecify.annotations.NullMarked;
