/**
 * The stage: the live room of a broadcast, as a state machine with one mailbox.
 *
 * <p>{@link live.weir.signaling.stage.Stages} is where doors come in; the interfaces are what it asks of the platform. May import
 * {@code protocol}, the bridge's {@code engine}, and Jackson for what a stage remembers.
 */
@NullMarked
package live.weir.signaling.stage;

import org.jspecify.annotations.NullMarked;
