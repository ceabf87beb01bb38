package live.weir.platform.security;

import java.time.Instant;

/**
 * What a genuine token says.
 *
 * @param generation see {@link AccessTokens#GENERATION}
 */
record VerifiedToken(Caller caller, long generation, Instant expiresAt) {}
