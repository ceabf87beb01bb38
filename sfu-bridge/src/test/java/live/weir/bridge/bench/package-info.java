/**
 * What forwarding costs, measured from outside: servers as processes of their own, one load generator for all of them. The
 * generator shares no code with the engine, so that it treats every server alike.
 */
@NullMarked
package live.weir.bridge.bench;

import org.jspecify.annotations.NullMarked;
