/** Janus' video room under the same performers and viewers: what compares servers has to load them alike. */
@NullMarked
package live.weir.load.janus;

import org.jspecify.annotations.NullMarked;
