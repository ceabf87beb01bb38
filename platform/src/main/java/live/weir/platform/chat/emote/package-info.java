/**
 * The small pictures of a channel that people write as {@code :name:}: checked, made as large as chats show them, kept, served.
 *
 * <p>May import {@code channel} by its service, and shared rooms; knows nothing of rooms and sockets.
 */
@NullMarked
package live.weir.platform.chat.emote;

import org.jspecify.annotations.NullMarked;
