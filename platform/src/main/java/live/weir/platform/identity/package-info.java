/**
 * The ids and names that features share.
 *
 * <p>Knows nothing but the JDK.
 */
@NullMarked
package live.weir.platform.identity;

import org.jspecify.annotations.NullMarked;
