/**
 * Channels, their stream keys and their moderators.
 *
 * <p>Public: the service and the events. Handlers, repositories and rows stay inside.
 */
@NullMarked
package live.weir.platform.channel;

import org.jspecify.annotations.NullMarked;
