/**
 * What goes wrong, as a client reads it: {@code application/problem+json} (RFC 9457) for every error of the API.
 *
 * <p>Features throw {@link live.weir.platform.web.problem.Problem}; this package turns it, and every error of the
 * framework, into the response. What is wrong with a request is listed in {@code errors}, each with a {@code detail} and
 * the place: {@code pointer} (RFC 6901) into the body, {@code parameter} of the query or the path, or {@code header}.
 *
 * <p>May import {@code resilience}, and what signaling refuses; knows nothing else of the platform.
 */
@NullMarked
package live.weir.platform.web.problem;

import org.jspecify.annotations.NullMarked;
