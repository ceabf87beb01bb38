/**
 * The words of {@code weir.chat.v1}: what clients and the server say to one another, read and written here alone.
 *
 * <p>May import Jackson and nothing of Weir; described in CHAT-SOCKET.md.
 */
@NullMarked
package live.weir.platform.chat.protocol;

import org.jspecify.annotations.NullMarked;
