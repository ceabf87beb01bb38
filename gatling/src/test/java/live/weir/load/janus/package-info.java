@NullMarked
package live.weir.load.janus;

import org.jspecify.annotations.NullMarked;
