/**
 * People: accounts, sessions, roles.
 *
 * <p>Public: the service and the events. Handlers, repositories and rows stay inside.
 */
@NullMarked
package live.weir.platform.account;

import org.jspecify.annotations.NullMarked;
