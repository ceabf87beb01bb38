/**
 * Which nodes there are: each tells Redis that it lives, and reads there of the others.
 *
 * <p>Knows no feature.
 */
@NullMarked
package live.weir.platform.infrastructure.cluster;

import org.jspecify.annotations.NullMarked;
