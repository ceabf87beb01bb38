/**
 * What goes wrong, as a client reads it: {@code application/problem+json} (RFC 9457) for every error of the API.
 *
 * <p>Features throw {@link live.weir.platform.web.problem.Problem}; this package turns it, and every error of the
 * framework, into the response.
 */
@NullMarked
package live.weir.platform.web.problem;

import org.jspecify.annotations.NullMarked;
