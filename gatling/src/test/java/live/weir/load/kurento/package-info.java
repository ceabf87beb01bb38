@NullMarked
package live.weir.load.kurento;

import org.jspecify.annotations.NullMarked;
