/**
 * The Spring Boot application: the only composition root. One package per feature; features meet through each other's
 * service or events, never through tables.
 */
@NullMarked
package live.weir.platform;

import org.jspecify.annotations.NullMarked;
