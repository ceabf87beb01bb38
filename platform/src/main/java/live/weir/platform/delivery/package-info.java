/**
 * HLS and recordings over HTTP: parts and playlists from the node that owns the program.
 *
 * <p>Public: the service and the events. Handlers and caches stay inside.
 */
@NullMarked
package live.weir.platform.delivery;

import org.jspecify.annotations.NullMarked;
