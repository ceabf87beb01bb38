/**
 * Users of Weir's API, by Gatling's own HTTP: who signs in, browses and writes; and the accounts and channels that a run needs
 * before it begins.
 */
@NullMarked
package live.weir.load.api;

import org.jspecify.annotations.NullMarked;
