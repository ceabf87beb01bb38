/**
 * The edge of the server, in Netty's terms: how many connections, how large a head, how slow a client, and what is
 * compressed.
 *
 * <p>May import {@code web} and {@code web.problem}; nothing imports it.
 */
@NullMarked
package live.weir.platform.web.edge;

import org.jspecify.annotations.NullMarked;
