/** Kurento under the same performers and viewers: what compares servers has to load them alike. */
@NullMarked
package live.weir.load.kurento;

import org.jspecify.annotations.NullMarked;
