/**
 * Guards: the protection around one dependency each.
 *
 * <p>Knows no feature and no dependency.
 */
@NullMarked
package live.weir.platform.resilience;

import org.jspecify.annotations.NullMarked;
