/**
 * Who calls: tokens, their keys, and what a caller may do.
 *
 * <p>Knows no feature.
 */
@NullMarked
package live.weir.platform.security;

import org.jspecify.annotations.NullMarked;
