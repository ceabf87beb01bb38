/**
 * People: accounts, sessions, roles.
 *
 * <p>Public: {@link live.weir.platform.account.AccountDirectory} and the events. Handlers, repositories and rows stay
 * inside. May import {@code security}, {@code audit}, {@code web}, {@code infrastructure}, {@code resilience} and {@code
 * identity}.
 */
@NullMarked
package live.weir.platform.account;

import org.jspecify.annotations.NullMarked;
