/**
 * Who is on air.
 *
 * <p>Public: the service and the events. Handlers, repositories and rows stay inside.
 */
@NullMarked
package live.weir.platform.live;

import org.jspecify.annotations.NullMarked;
