/**
 * The words of the stage socket, {@code weir.stage.v1}: messages as records, and the one codec that reads and writes them.
 *
 * <p>May import the JDK and Jackson only, so that a load test speaks the protocol without the server behind it.
 */
@NullMarked
package live.weir.signaling.protocol;

import org.jspecify.annotations.NullMarked;
