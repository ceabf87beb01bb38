/** Tests of the package of the same name. */
@NullMarked
package live.weir.load.simulation;

import org.jspecify.annotations.NullMarked;
