/** A real server with the doors, and behind them a real engine. */
@NullMarked
package live.weir.signaling.http;

import org.jspecify.annotations.NullMarked;
