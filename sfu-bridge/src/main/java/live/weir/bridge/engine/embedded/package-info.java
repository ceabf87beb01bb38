/**
 * The SFU inside the JVM: joins {@code sdp}, {@code transport}, {@code rtp} and {@code forward} to the contract of
 * {@code engine}.
 *
 * <p>Only its factory is public.
 */
@NullMarked
package live.weir.bridge.engine.embedded;

import org.jspecify.annotations.NullMarked;
