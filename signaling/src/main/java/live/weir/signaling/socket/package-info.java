/**
 * The stage socket, {@code weir.stage.v1}: WebSockets that take a seat at a stage, and pass words to and fro.
 *
 * <p>May import {@code stage} and {@code protocol}, and the WebSockets of Spring and Reactor Netty.
 */
@NullMarked
package live.weir.signaling.socket;

import org.jspecify.annotations.NullMarked;
