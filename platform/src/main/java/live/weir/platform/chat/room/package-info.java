/**
 * Rooms as they run: their numbers and order, their listeners on this node, their log over all nodes, and the sockets.
 *
 * <p>A {@code Room} belongs to one event loop, and so does each {@code Shard} of its listeners; what crosses between them
 * is a task or a buffer. May import {@code chat.protocol}, {@code chat.words}, {@code chat.history} and shared rooms.
 */
@NullMarked
package live.weir.platform.chat.room;

import org.jspecify.annotations.NullMarked;
