/**
 * Renders the chart by Helm itself and examines what comes of it, without a cluster.
 *
 * <p>Knows nothing of Weir's code: what nodes take and export it reads where operators do, in platform/CONFIGURATION.md and
 * platform/METRICS.md, which tests over there keep true.
 */
@NullMarked
package live.weir.helm;

import org.jspecify.annotations.NullMarked;
