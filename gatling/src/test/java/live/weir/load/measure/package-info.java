/** Tests of the package of the same name. */
@NullMarked
package live.weir.load.measure;

import org.jspecify.annotations.NullMarked;
