/**
 * The Kurento cluster behind the contract of {@code engine}: pool, placement, transport of the protocol, janitor.
 *
 * <p>Only its factory is public. The only package that may import Kurento's client.
 */
@NullMarked
package live.weir.bridge.engine.kurento;

import org.jspecify.annotations.NullMarked;
