/**
 * Who calls: tokens, their keys, and what a caller may do.
 *
 * <p>Public: {@link live.weir.platform.security.Caller} for handlers, {@link
 * live.weir.platform.security.PublicEndpoints} for what is open to all, {@link
 * live.weir.platform.security.AccessTokenVerifier} for those who read tokens themselves, and what {@code account} needs to
 * issue and revoke. Knows no feature; may import {@code identity}, {@code web}, {@code infrastructure} and {@code
 * resilience}.
 */
@NullMarked
package live.weir.platform.security;

import org.jspecify.annotations.NullMarked;
