/**
 * The manners of HTTP that every feature shares: problems, request ids, limits, caching, the edge of the server.
 *
 * <p>Knows no feature.
 */
@NullMarked
package live.weir.platform.web;

import org.jspecify.annotations.NullMarked;
