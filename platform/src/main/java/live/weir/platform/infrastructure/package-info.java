/**
 * Postgres, Redis, the object store and the embedded services: the only package that knows whether a server is ours or the operator's.
 *
 * <p>Knows no feature.
 */
@NullMarked
package live.weir.platform.infrastructure;

import org.jspecify.annotations.NullMarked;
