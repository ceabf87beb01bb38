/**
 * Whether a server keeps the rules of WHIP and WHEP, seen from outside: by HTTP, with peers that connect and send media. Runs
 * against this module's doors in its tests, and against any server by its address; see WHIP-WHEP.md.
 */
@NullMarked
package live.weir.signaling.conformance;

import org.jspecify.annotations.NullMarked;
