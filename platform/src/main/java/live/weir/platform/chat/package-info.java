/**
 * Rooms: chat, presence, moderation.
 *
 * <p>{@code protocol} has the socket's words, {@code room} the rooms as they run and the sockets, {@code history} what was
 * said, {@code words} what filters think of it, {@code emote} a channel's small pictures. May import {@code account}, {@code channel} and {@code live} by their
 * services and events, and shared rooms.
 */
@NullMarked
package live.weir.platform.chat;

import org.jspecify.annotations.NullMarked;
