/**
 * The contract that every engine fulfils: stages, publications, subscriptions, taps and their events.
 *
 * <p>May import the JDK and Reactor only, so that a caller never sees which engine is behind it.
 */
@NullMarked
package live.weir.bridge.engine;

import org.jspecify.annotations.NullMarked;
