/**
 * How clients and the media meet: WHIP, WHEP, the stage socket, and the stage between them.
 *
 * <p>From the bridge it sees only {@code live.weir.bridge.engine}; it knows nothing of the platform.
 */
@NullMarked
package live.weir.signaling;

import org.jspecify.annotations.NullMarked;
