/**
 * The programs of this node: what its stages tell of themselves, joined with the program's maker and with those who take
 * what is made (HLS and the recording, of {@code delivery}).
 *
 * <p>Public: who is made and how it goes. Of signaling it answers {@code ProgramHouse}; of {@code channel} the question how
 * a channel reaches a large audience.
 */
@NullMarked
package live.weir.platform.program;

import org.jspecify.annotations.NullMarked;
