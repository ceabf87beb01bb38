/**
 * HTTP and WebSockets without blocking, for what Gatling's own DSL does not do: requests within a media session, playlists
 * and parts, sockets by the thousand. Asks {@code target} before it connects; imports Reactor Netty, nothing of Gatling.
 */
@NullMarked
package live.weir.load.http;

import org.jspecify.annotations.NullMarked;
