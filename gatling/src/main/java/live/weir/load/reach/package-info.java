/**
 * Where a run may send anything to: the loopback, the target that was stated, and what was allowed beside it. Everything
 * that opens a connection or sends a datagram asks here first. May import the JDK only.
 */
@NullMarked
package live.weir.load.reach;

import org.jspecify.annotations.NullMarked;
