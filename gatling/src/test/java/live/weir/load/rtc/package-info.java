/** Peers against each other and against servers that behave badly, by real sockets. */
@NullMarked
package live.weir.load.rtc;

import org.jspecify.annotations.NullMarked;
