/**
 * What the doors by HTTP have in common: one way in, one kind of session resource, one way to refuse.
 *
 * <p>May import {@code stage}, the bridge's {@code engine}, and Spring WebFlux without its annotations.
 */
@NullMarked
package live.weir.signaling.http;

import org.jspecify.annotations.NullMarked;
