/**
 * Other servers beside Weir under the same load, one after another: Janus, nginx with nchan, socket.io. What is not installed is
 * left out with a line that says how to get it. Prints a table in Markdown with machine and date.
 */
@NullMarked
package live.weir.load.compare;

import org.jspecify.annotations.NullMarked;
