/**
 * Rooms: chat, presence, moderation.
 *
 * <p>Public: the service and the events. Handlers, repositories and rows stay inside.
 */
@NullMarked
package live.weir.platform.chat;

import org.jspecify.annotations.NullMarked;
