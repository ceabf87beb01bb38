/**
 * The simulations, each one command, and the scenes that they are made of. Knobs are system properties ({@link Knobs}); bars
 * are assertions, and the exit code tells.
 */
@NullMarked
package live.weir.load.simulation;

import org.jspecify.annotations.NullMarked;
