/** Tests of the package of the same name. */
@NullMarked
package live.weir.load.capacity;

import org.jspecify.annotations.NullMarked;
