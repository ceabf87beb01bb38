/**
 * The messages of the stage socket, as sealed records.
 *
 * <p>May import the JDK and the JSON library only: load tests and clients use it too.
 */
@NullMarked
package live.weir.signaling.protocol;

import org.jspecify.annotations.NullMarked;
