/**
 * The stage: the live room of a broadcast, as a state machine with one mailbox.
 *
 * <p>May import {@code protocol} and the bridge's {@code engine}.
 */
@NullMarked
package live.weir.signaling.stage;

import org.jspecify.annotations.NullMarked;
